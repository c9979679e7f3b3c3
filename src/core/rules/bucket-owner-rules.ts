import { InputError } from './input-error';
import { DisplayName, Wording } from './wording';
import { ANY_OWNER, BucketScope } from '../grant/workload';

/**
 * The warning about buckets whose owner isn't stated, if there are any.
 *
 * @param names the buckets in their order, as the user writes them
 */
export function assumedOwnerWarning(buckets: readonly BucketScope[], names: readonly string[], wording: Wording): string | undefined {
  const assumed = [...new Set(names.filter((_, index) => buckets[index].ownerIsAssumed))];
  return assumed.length === 0 ? undefined
    : `${wording.property('buckets')} lists ${assumed.map((name) => JSON.stringify(name)).join(', ')} without an owner, so the role can use `
      + `${assumed.length === 1 ? 'it only if its own account owns it' : 'them only if its own account owns them'}: ${wording.stateOwner}`;
}

/** Rejects an owner of a bucket that isn't an account. */
export function checkOwner(owner: string, displayName: DisplayName): void {
  if (owner !== ANY_OWNER && !/^\d{12}$/.test(owner)) {
    throw new InputError(`${displayName('buckets')} has the owner ${JSON.stringify(owner)}: use the 12 digits of the account, or '${ANY_OWNER}'`);
  }
}
