import { InputError } from './input-error';

/** Rejects a value that isn't a member of an enum. No compiler checks an app in JavaScript. */
export function checkMember(property: string, value: string, members: readonly string[]): void {
  if (!members.includes(value)) {
    throw new InputError(`'${property}' is ${JSON.stringify(value)}: use one of ${members.join(', ')}`);
  }
}
