import { groupBy } from '../../iam/group-by';
import { AccessKind, BucketMembersData, Member } from '../data/policy-types';
import { BucketScope } from '../workload';

/** The prefixes of buckets that have the access which a scope asks for. */
export function objectMembers({ access = [], not = [] }: BucketMembersData, buckets: readonly BucketScope[]): Member[] {
  return merged(buckets)
    .filter((bucket) => access.every((kind) => bucket[kind]) && !not.some((kind) => bucket[kind]))
    .map(({ arn, prefix, owner }) => ({ bucket: arn, prefix, ...ownedBy(owner) }));
}

/** The buckets that have the access which a scope asks for, under any prefix. `prefixes` are those that the workload reads. */
export function bucketMembers({ access = [], not = [], readAsWhole }: BucketMembersData, buckets: readonly BucketScope[]): Member[] {
  return [...groupBy(merged(buckets), ({ arn }) => arn).values()]
    .filter((prefixes) => {
      const has = (kind: AccessKind) => prefixes.some((prefix) => prefix[kind]);
      return access.every(has) && !not.some(has) && (readAsWhole === undefined || readAsWhole === isReadAsWhole(prefixes));
    })
    .map((prefixes) => ({
      bucket: prefixes[0].arn,
      ...ownedBy(prefixes[0].owner),
      prefixes: prefixes.filter(({ read }) => read).flatMap(({ prefix }) => listedAs(prefix)),
    }));
}

/** The account that the conditions bind a bucket to, if any. */
function ownedBy(owner: string | undefined): Member {
  return owner === undefined ? {} : { bucketOwner: owner };
}

/** Each prefix of a bucket once, without those that a wider one of the same bucket covers. */
function merged(buckets: readonly BucketScope[]): BucketScope[] {
  const byPrefix = new Map<string, BucketScope>();
  for (const access of buckets) {
    const key = `${access.arn} ${access.prefix}`;
    const seen = byPrefix.get(key);
    byPrefix.set(key, seen
      ? { ...seen, read: seen.read || access.read, write: seen.write || access.write }
      : access);
  }
  const all = [...byPrefix.values()];
  const roots = new Map(all.filter(({ prefix }) => prefix === '').map((access) => [access.arn, access]));
  const prefixed = all.filter(({ prefix }) => prefix !== '');
  if (prefixed.length === 0) {
    return all;
  }
  return all.filter((access) => access.prefix === ''
    || !(roots.has(access.arn) && covers(roots.get(access.arn)!, access))
    && !prefixed.some((other) => covers(other, access)));
}

function covers(wide: BucketScope, narrow: BucketScope): boolean {
  return wide !== narrow && wide.arn === narrow.arn && narrow.prefix.startsWith(wide.prefix)
    && (wide.read || !narrow.read) && (wide.write || !narrow.write);
}

/** Whether the workload may read all of the bucket, so that it may list it without a prefix. */
function isReadAsWhole(prefixes: readonly BucketScope[]): boolean {
  return prefixes.some(({ read, prefix }) => read && prefix === '');
}

/** The `s3:prefix` values of requests that list a prefix: S3 clients list a folder with and without its slash. */
function listedAs(prefix: string): string[] {
  return prefix.endsWith('/') ? [prefix.slice(0, -1), `${prefix}*`] : [`${prefix}*`];
}
