import { checkPartition } from './arns';
import { optionOf } from './option-values';
import { BucketScope, Environment } from '../../core/grant/workload';
import { checkPrefix } from '../../core/rules/workload-rules';
import { UsageError } from '../parser/usage-error';

const HOW = 'use NAME[/PREFIX][:ro|:wo|:rw]';

/**
 * A bucket as it is typed: `NAME[/PREFIX][:ro|:wo|:rw]`, with an S3 URI or an ARN in the place of the name and prefix.
 *
 * What stands behind the last colon is a mode, so that a prefix with a colon needs one: a mistyped mode must not become a part of the prefix.
 */
export function bucketScope(typed: string, environment: Environment): BucketScope {
  if (typed !== typed.trim()) {
    throw new UsageError(`--bucket ${JSON.stringify(typed)} begins or ends with white space: leave it out, or end a prefix that has it with :ro, :wo or :rw`);
  }
  const { partition, path } = located(typed, environment);
  const [, named, mode = 'rw'] = /^(.*?)(?::([^:]*))?$/s.exec(path)!;
  if (!['ro', 'wo', 'rw'].includes(mode)) {
    throw new UsageError(`--bucket ${JSON.stringify(typed)} ends with an unknown mode: end it with :ro, :wo or :rw`);
  }
  const [, name, prefix = ''] = /^([^/]*)(?:\/(.*))?$/s.exec(named)!;
  if (!/^(?!-)[\w.-]{3,255}$/.test(name)) {
    throw new UsageError(`--bucket ${JSON.stringify(typed)} names no bucket: ${HOW}`);
  }
  checkPrefix(prefix, optionOf);
  return { arn: `arn:${partition}:s3:::${name}`, prefix, read: mode !== 'wo', write: mode !== 'ro' };
}

/** The partition of a bucket, and what stands behind the beginning of its S3 URI or ARN. */
function located(typed: string, environment: Environment): { partition: string; path: string } {
  if (!typed.startsWith('arn:')) {
    return { partition: environment.partition, path: typed.replace(/^s3:\/\//, '') };
  }
  const [, partition, path] = /^arn:([^:]+):s3:::(.*)$/s.exec(typed) ?? [];
  if (partition === undefined) {
    throw new UsageError(`--bucket ${JSON.stringify(typed)} is no ARN of a bucket: ${HOW}`);
  }
  checkPartition('--bucket', typed, partition, environment);
  return { partition, path };
}
