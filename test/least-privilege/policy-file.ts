import { readFileSync } from 'fs';
import { join } from 'path';

interface Statement {
  readonly feature?: string;
  readonly onlyWhenNamed?: string;
  readonly onlyWhenOmitted?: string;
  readonly actions: string[];
}

function statementsOf(roleType: string, features: readonly string[]): Statement[] {
  const file = join(__dirname, '..', '..', 'policies', `${roleType}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')).statements as Statement[]).filter(({ feature }) => !feature || features.includes(feature));
}

/** Whether the statements have a scoped form for a named network. */
export function namesNetwork(roleType: string, features: readonly string[]): boolean {
  return JSON.stringify(statementsOf(roleType, features)).includes('"network"');
}

/** The actions that a policy file names for these features, read without the code under test. */
export function namedActions(roleType: string, features: readonly string[], network: boolean): string[] {
  const actions = statementsOf(roleType, features)
    .filter(({ onlyWhenNamed, onlyWhenOmitted }) => network ? onlyWhenOmitted !== 'network' : onlyWhenNamed !== 'network')
    .flatMap((statement) => statement.actions);
  return [...new Set(actions)].sort();
}
