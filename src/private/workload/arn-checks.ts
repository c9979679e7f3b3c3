import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkSamePartition, partitionOf } from '../../core/iam/partitions';

/** Returns an ARN, unless it is of another partition than a role in a known Region. */
export type PartitionCheck = (property: string, arn: string) => string;

export function partitionCheck(stack: IConstruct | undefined): PartitionCheck {
  const region = stack && Stack.of(stack).region;
  const own = region === undefined || Token.isUnresolved(region) ? undefined : partitionOf(region);
  return (property, arn) => {
    const partition = /^arn:([\w-]+):/.exec(arn)?.[1];
    if (own !== undefined && partition !== undefined) {
      checkSamePartition(`the ARN ${JSON.stringify(arn)} in '${property}'`, partition, own);
    }
    return arn;
  };
}

/** Rejects an ARN with more than the name of a bucket: a policy would take the rest for the beginning of the keys. */
export function checkBucketArn(arn: string): void {
  const [prefix, , service, region, account, ...rest] = arn.split(':');
  if (prefix !== 'arn') {
    // A token: nothing is known about it.
    return;
  }
  const resource = rest.join(':');
  if (service !== 's3' || region !== '' || account !== '') {
    throw new Error(`the ARN ${JSON.stringify(arn)} in 'buckets' is not the ARN of a bucket: use the bucket itself, also for an access point, with an ARN such as `
      + 'arn:aws:s3:::NAME');
  }
  if (!Token.isUnresolved(resource) && resource.includes('/')) {
    throw new Error(`the ARN ${JSON.stringify(arn)} in 'buckets' has more than the name of a bucket: pass a folder as 'prefix' of BucketAccess`);
  }
}
