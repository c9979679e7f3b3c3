import { Resource, Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { TokenLengths } from './token-lengths';
import { assumedOwner, statedOwner } from '../../core/grant/scope/bucket-owners';
import { BucketScope } from '../../core/grant/workload';

const LONGEST_ACCOUNT = 12;

/** The owner of a bucket: as stated, as CDK knows it, or else the account of its stack. */
export function ownerOf(bucket: s3.IBucket, stated: string | undefined, lengths: TokenLengths): Pick<BucketScope, 'owner' | 'ownerIsAssumed'> {
  if (stated !== undefined) {
    return statedOwner(lengths.note(stated, LONGEST_ACCOUNT));
  }
  const account = lengths.note(bucket.env.account, LONGEST_ACCOUNT);
  // An import without an account claims that of its stack.
  return Resource.isOwnedResource(bucket) || account !== Stack.of(bucket).account ? statedOwner(account) : assumedOwner(bucket.bucketArn, account);
}

/** The region of a bucket, if it is known. An import without one claims that of its stack. */
export function regionOf(bucket: s3.IBucket): Pick<BucketScope, 'region'> {
  const { region } = bucket.env;
  return Resource.isOwnedResource(bucket) || region !== Stack.of(bucket).region ? { region } : {};
}
