import { InputError } from './input-error';

/** A name with more differences is another name, such as one of an object that the user spreads. */
const MOST_EDITS = 2;

/** In a short name, two letters are half of it. */
const SHORT_NAME = 4;

/**
 * Rejects a name that looks like a property's. Without the property, the access would stay account-wide.
 *
 * @param owner the beginning of the names in messages, such as `network.`
 */
export function checkPropertyNames(owner: string, names: readonly string[], known: readonly string[]): void {
  for (const name of names.filter((one) => !known.includes(one))) {
    const meant = known.find((one) => editDistance(name.toLowerCase(), one.toLowerCase()) <= (one.length <= SHORT_NAME ? 1 : MOST_EDITS));
    if (meant !== undefined) {
      throw new InputError(`'${owner}${name}' is not a property: use '${owner}${meant}', or remove it`);
    }
  }
}

/** How many letters to insert, remove or replace. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 0; at < one.length; at++) {
    const next = [at + 1];
    for (let index = 0; index < other.length; index++) {
      next.push(Math.min(row[index] + (one[at] === other[index] ? 0 : 1), row[index + 1] + 1, next[index] + 1));
    }
    row = next;
  }
  return row[other.length];
}
