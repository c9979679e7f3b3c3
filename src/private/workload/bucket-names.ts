import { Token } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Workload } from '../../workload';

/** The names of the buckets, as they appear in a message. */
export function bucketNames({ buckets = [] }: Workload): string[] {
  return buckets.map(({ bucket }) => nameOf(bucket));
}

/** The buckets with their prefixes. */
export function prefixNames(workload: Workload): string[] {
  return bucketNames(workload).map((name, index) => `${name}${workload.buckets![index].prefix ? `/${workload.buckets![index].prefix}` : ''}`);
}

/** A bucket in an error. The name of a token would say nothing. */
function nameOf({ bucketName, node }: s3.IBucket): string {
  return Token.isUnresolved(bucketName) ? node.path : bucketName;
}
