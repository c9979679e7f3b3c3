import { InputError } from './input-error';
import { isMisspelled } from './similar-name';

/**
 * Rejects a name that looks like a property's. Without the property, the access would stay account-wide.
 *
 * @param owner the beginning of the names in messages, such as `network.`
 */
export function checkPropertyNames(owner: string, names: readonly string[], known: readonly string[]): void {
  for (const name of names.filter((one) => !known.includes(one))) {
    const meant = known.find((one) => isMisspelled(name, one));
    if (meant !== undefined) {
      throw new InputError(`'${owner}${name}' is not a property: use '${owner}${meant}', or remove it`);
    }
  }
}
