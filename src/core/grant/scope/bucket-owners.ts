import { wildcardMatch } from '../../iam/patterns';
import { InputError } from '../../rules/input-error';
import { DisplayName } from '../../rules/wording';
import { awsBucketData } from '../data/policy-data';
import { ANY_OWNER, BucketScope } from '../workload';

/** The place of a bucket that its ARN doesn't say. */
type Ownership = Pick<BucketScope, 'owner' | 'ownerIsAssumed'>;

/** The owner that the user states for a bucket: an account, or none. */
export function statedOwner(owner: string): Ownership {
  return owner === ANY_OWNER ? {} : { owner };
}

/** The owner of a bucket that the user states no owner of: AWS, or the account that the user works in. */
export function assumedOwner(bucketArn: string, account: string): Ownership {
  return isOwnedByAws(bucketArn) ? {} : { owner: account, ownerIsAssumed: true };
}

/** Whether a bucket has the name of one that AWS owns. */
export function isOwnedByAws(bucketArn: string): boolean {
  const [, name] = bucketArn.split(':::');
  const { names, regional } = awsBucketData();
  return name !== undefined && (names.some((known) => wildcardMatch(known.name, name))
    || regional.some((known) => known.regions.some((region) => known.name.replace('{region}', region) === name)));
}

/** Whether a template of a resource stands for one in this region: AWS has some of its buckets only in some regions. */
export function existsInRegion(template: string, region: string): boolean {
  const bucket = awsBucketData().regional.find(({ name }) => template.includes(`:::${name}`));
  return bucket === undefined || (isRegion(region) ? bucket.regions.includes(region) : bucket.inUnknownRegion);
}

/** Whether a resource is in one of the buckets that AWS has in many regions. */
export function isRegionalBucket(resource: string): boolean {
  return awsBucketData().regional.some(({ name }) => resource.includes(`:::${name.replace('{region}', '')}`));
}

/** Whether the region is known, and no token or placeholder. */
function isRegion(region: string): boolean {
  return /^[a-z]+(-[a-z]+)+-\d+$/.test(region);
}

/**
 * The same buckets, each with one owner: a bucket can be listed with several prefixes, and only one of them may state the owner.
 *
 * @throws an InputError for a bucket with two stated owners
 */
export function withOneOwnerEach(buckets: readonly BucketScope[], displayName: DisplayName): BucketScope[] {
  return buckets.map((bucket) => {
    const stated = buckets.filter(({ arn, ownerIsAssumed }) => arn === bucket.arn && !ownerIsAssumed);
    const [{ owner } = bucket] = stated;
    if (stated.some((other) => other.owner !== owner)) {
      throw new InputError(`${displayName('buckets')} lists ${JSON.stringify(bucket.arn.split(':::').pop())} with the owners ${stated.map((one) => one.owner ?? ANY_OWNER).join(' and ')}: `
        + 'a bucket has one owner, so use one of them');
    }
    const { owner: _, ownerIsAssumed, ...access } = bucket;
    return { ...access, ...owner === undefined ? {} : { owner }, ...ownerIsAssumed && stated.length === 0 ? { ownerIsAssumed } : {} };
  });
}
