import { InputError } from './input-error';
import { listedWithOr } from './listed-with-or';
import { shownValue } from './shown-value';

/**
 * Rejects a value that isn't a member of an enum. No compiler checks an app in JavaScript.
 *
 * @param values the values of the enum, whose members have the same names in upper case
 */
export function checkMember(property: string, value: unknown, enumName: string, values: readonly string[]): void {
  if (!values.includes(value as string)) {
    throw new InputError(`'${property}' is ${shownValue(value)}: use ${listedWithOr(values.map((known) => `${enumName}.${known.toUpperCase()}`))}`);
  }
}
