import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkSamePartition, partitionOf } from '../../core/iam/partitions';
import { hasWildcard } from '../../core/iam/patterns';
import { propertyNamed } from '../../core/rules/workload-properties';
import { lookedUp } from '../lookup-placeholder';

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

/** Returns an ARN, unless it has a wildcard: the role could use everything that matches. */
export function withoutWildcard(property: string, arn: string): string {
  if (hasWildcard(arn)) {
    const shown = Token.isUnresolved(arn) ? arn.split(':').filter(hasWildcard).join(':') : arn;
    throw new Error(`'${property}' lists ${JSON.stringify(shown)}, which has a wildcard: list each one`);
  }
  return arn;
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
  if (!Token.isUnresolved(resource) && !propertyNamed('buckets').resource.name.test(resource)) {
    throw new Error(`the ARN ${JSON.stringify(arn)} in 'buckets' has more than the name of a bucket: pass a folder as 'prefix' of BucketAccess`);
  }
}

/** Returns the ARN of a cluster, checked unless it is a token. */
export function clusterArn(property: string, given: string, service: string): string {
  const arn = lookedUp(given);
  if (!Token.isUnresolved(arn) && !new RegExp(`^arn:[^:]+:${service}:[^:]+:[^:]+:cluster/.+$`).test(arn)) {
    throw new Error(`'${property}' is ${JSON.stringify(arn)}: use the ARN of a cluster of ${service}, such as `
      + `arn:aws:${service}:us-east-1:123456789012:cluster/NAME`);
  }
  return arn;
}
