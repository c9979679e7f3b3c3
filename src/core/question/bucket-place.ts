import { ContextEntry } from './question';
import { BucketScope } from '../grant/workload';

/** The owner and the region of the bucket that a resource belongs to, as far as they are known. */
export function bucketFacts(resource: string, buckets: readonly BucketScope[] = []): ContextEntry[] {
  const { owner, region } = buckets.find(({ arn }) => resource === arn || resource.startsWith(`${arn}/`)) ?? {};
  const entry = (key: string, value: string | undefined): ContextEntry[] => value === undefined ? [] : [{ key, type: 'string', values: [value] }];
  return [...entry('aws:ResourceAccount', owner), ...entry('aws:RequestedRegion', region)];
}
