import { code } from './markdown';
import { Conditions } from '../../../src/core/grant/data/policy-data';

/** IAM's Condition element as a sentence: every part must match, with any of its values. */
export function conditionText(conditions: Conditions): string {
  return Object.entries(conditions).flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) =>
    `${code(key)} ${code(operator)} ${[value].flat().map(code).join(' or ')}`)).join(' and ');
}
