import { fillTemplate, scopeArns } from './template-filling';
import { Conditions, Member } from '../data/policy-types';
import { scopeMembers } from '../scope/scope-members';
import { WHOLE_PLACEHOLDER } from '../scope/statement-scopes';
import { WorkloadScope } from '../workload';

/** Merges conditions and fills in their placeholders. */
export function mergeConditions(
  all: readonly (Conditions | undefined)[], workload: WorkloadScope, values: Member,
): Conditions | undefined {
  const merged: Record<string, Record<string, string | readonly string[]>> = {};
  for (const conditions of all) {
    for (const [operator, keys] of Object.entries(conditions ?? {})) {
      for (const [key, value] of Object.entries(keys)) {
        (merged[operator] ??= {})[key] = fillCondition(value, workload, values);
      }
    }
  }
  return Object.keys(merged).length > 0 ? merged : undefined;
}

/** Fills in a condition value: a template, a placeholder for a list, or a list of both. */
function fillCondition(
  value: string | readonly string[], workload: WorkloadScope, values: Member,
): string | readonly string[] {
  if (typeof value !== 'string') {
    return [...new Set(value.flatMap((template) => fillCondition(template, workload, values)))];
  }
  const placeholder = WHOLE_PLACEHOLDER.exec(value)?.[1];
  if (placeholder === undefined) {
    return fillTemplate(value, values);
  }
  return values[placeholder] ?? scopeArns(placeholder, scopeMembers(placeholder, workload), values);
}
