import { code } from './markdown';
import { Conditions } from '../../../src/core/grant/policy-data';

/** IAM's Condition element in a sentence: all of its parts have to hold, one value of each is enough. */
export function conditionText(conditions: Conditions): string {
  return Object.entries(conditions).flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) =>
    `${code(key)} ${code(operator)} ${[value].flat().map(code).join(' or ')}`)).join(' and ');
}
