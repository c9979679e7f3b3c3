import { ContextEntry } from './question';
import { BucketScope } from '../grant/workload';

/** Condition keys that depend on the resource of a request. */
export interface ResourceContext {
  readonly facts: readonly ContextEntry[];
  readonly assumed: readonly ContextEntry[];
}

/** Finds the owner and the region of the bucket that a resource belongs to, as far as they are stated or assumed. */
export function bucketContexts(buckets: readonly BucketScope[] = []): (resource: string) => ResourceContext {
  // A workload can have thousands of buckets. The first one with an ARN counts.
  const places = new Map(buckets.map(({ arn }, index) => [arn, index] as const).reverse());
  const bucketOf = (resource: string): Partial<BucketScope> => {
    const ends = [...resource.matchAll(/\/|$/g)].map(({ index }) => index);
    return buckets[Math.min(...ends.flatMap((end) => places.get(resource.slice(0, end)) ?? []))] ?? {};
  };
  return (resource) => contextOf(bucketOf(resource));
}

function contextOf({ owner, ownerIsAssumed, region }: Partial<BucketScope>): ResourceContext {
  const entry = (key: string, value: string | undefined): ContextEntry[] => value === undefined ? [] : [{ key, type: 'string', values: [value] }];
  const ofOwner = entry('aws:ResourceAccount', owner);
  const ofRegion = entry('aws:RequestedRegion', region);
  return ownerIsAssumed ? { facts: ofRegion, assumed: ofOwner } : { facts: [...ofOwner, ...ofRegion], assumed: [] };
}
