import type { StatementData } from '../../src/core/grant/data/policy-data';
import { policyFile } from '../policies/policy-file';

function statementsOf(roleType: string, features: readonly string[]): StatementData[] {
  return policyFile(roleType).statements.filter(({ feature }) => !feature || features.includes(feature));
}

/** Whether the statements can be scoped to a network. */
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
