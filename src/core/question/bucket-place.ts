import { ContextEntry } from './question';
import { BucketScope } from '../grant/workload';

/** Condition keys that depend on the resource of a request. */
export interface ResourceContext {
  readonly facts: readonly ContextEntry[];
  readonly assumed: readonly ContextEntry[];
}

/** The owner and the region of the bucket that a resource belongs to, as far as they are stated or assumed. */
export function bucketContext(resource: string, buckets: readonly BucketScope[] = []): ResourceContext {
  const { owner, ownerIsAssumed, region } = buckets.find(({ arn }) => resource === arn || resource.startsWith(`${arn}/`)) ?? {};
  const entry = (key: string, value: string | undefined): ContextEntry[] => value === undefined ? [] : [{ key, type: 'string', values: [value] }];
  const ofOwner = entry('aws:ResourceAccount', owner);
  const ofRegion = entry('aws:RequestedRegion', region);
  return ownerIsAssumed ? { facts: ofRegion, assumed: ofOwner } : { facts: [...ofOwner, ...ofRegion], assumed: [] };
}
