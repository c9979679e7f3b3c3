import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { IncludeData, RoleTypeData, SharedStatementData, StatementData } from '../../src/core/grant/data/policy-data';

export const FOLDER = join(__dirname, '..', '..', 'policies');

/** A JSON file of `policies/`, as it is written. */
export function readJson(file: string): any {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
}

/** The policy files of role types and callers, without their ending. */
export const POLICY_FILES = [...readdirSync(FOLDER), ...readdirSync(join(FOLDER, 'callers')).map((file) => `callers/${file}`)]
  .filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json') && readJson(file).statements)
  .map((file) => file.replace(/\.json$/, ''));

/** The files of shared statements, relative to `policies/`. */
export const SHARED_FILES = readdirSync(join(FOLDER, 'shared')).sort().map((file) => `shared/${file}`);

const expanded = new Map<string, RoleTypeData>();

/** A policy file with its shared statements, read without the code under test. */
export function policyFile(name: string): RoleTypeData {
  const known = expanded.get(name);
  if (known) {
    return known;
  }
  const file = readJson(`${name}.json`);
  const data = { ...file, statements: file.statements.flatMap(statementsOf) };
  expanded.set(name, data);
  return data;
}

function statementsOf(entry: StatementData | IncludeData): StatementData[] {
  if (!('include' in entry)) {
    return [entry];
  }
  return entry.include.map((reference) => {
    const [file, name] = reference.split('.');
    const shared: SharedStatementData = readJson(`shared/${file}.json`).statements[name];
    return {
      ...shared,
      sid: entry.sid ?? shared.sid ?? name,
      ...entry.feature ? { feature: entry.feature } : {},
      ...entry.onlyWhenNamed ? { onlyWhenNamed: entry.onlyWhenNamed } : {},
      why: entry.why ?? shared.why,
      ...entry.notRequired || shared.notRequired ? { notRequired: entry.notRequired ?? shared.notRequired } : {},
      source: [...entry.source ?? [], ...shared.source ?? []],
    };
  });
}
