import { optionOf } from './option-values';
import { openScopeWarning } from '../../core/rules/open-scope-warning';

/** How an open scope is closed, besides naming what belongs to it. */
const FIXES: Readonly<Record<string, string>> = {
  allBuckets: 'name each bucket',
  allKeys: 'name each key, or give --no-keys',
  allFunctions: 'name each function',
  allQueues: 'name each queue',
  glueCatalog: 'name each database',
};

/** What the scopes that a workload leaves open mean, each once. */
export function openScopes(statements: readonly { readonly warnings: readonly string[] }[]): string[] {
  return [...new Set(statements.flatMap(({ warnings }) => warnings))].map((id) => openScopeWarning(id, optionOf, FIXES[id]));
}
