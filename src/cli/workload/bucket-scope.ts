import { optionOf } from './option-values';
import { assumedOwner, statedOwner } from '../../core/grant/scope/bucket-owners';
import { BucketScope } from '../../core/grant/workload';
import { Environment } from '../../core/iam/environment';
import { checkOwner } from '../../core/rules/bucket-owner-rules';
import { propertyNamed } from '../../core/rules/workload-properties';
import { UsageError } from '../parser/usage-error';

const FORM = 'use NAME[@OWNER][/PREFIX][:ro|:wo|:rw]';
const { resource: BUCKET } = propertyNamed('buckets');

/**
 * Parses `NAME[@OWNER][/PREFIX][:ro|:wo|:rw]`, with an S3 URI or an ARN in the place of the name and prefix.
 *
 * The part after the last colon is always a mode. Otherwise a mistyped mode would become a part of the prefix.
 */
export function bucketScope(typed: string, environment: Environment): BucketScope {
  const shown = `--bucket ${JSON.stringify(typed)}`;
  if (typed !== typed.trim()) {
    throw new UsageError(`${shown} begins or ends with white space: remove it, or end a prefix that needs it with :ro, :wo or :rw`);
  }
  const { partition, path } = located(typed, shown, environment);
  const [, key, mode = 'rw'] = /^(.*?)(?::([^:]*))?$/s.exec(path)!;
  if (!['ro', 'wo', 'rw'].includes(mode)) {
    throw new UsageError(`${shown} ends with an unknown mode: end it with :ro, :wo or :rw`);
  }
  const [, name, owner, prefix = ''] = /^([^/@]*)(?:@([^/]*))?(?:\/(.*))?$/s.exec(key)!;
  if (!BUCKET.name.test(name)) {
    throw new UsageError(`${shown} ${nameProblem(name)}: ${FORM}`);
  }
  const arn = `arn:${partition}:s3:::${name}`;
  owner === undefined || checkOwner(owner, optionOf);
  return {
    arn, prefix, read: mode !== 'wo', write: mode !== 'ro', ...owner === undefined ? assumedOwner(arn, environment.account) : statedOwner(owner),
  };
}

function nameProblem(name: string): string {
  if (name === '') {
    return 'names no bucket';
  }
  return /^(?!-)[\w.-]+$/.test(name)
    ? `names the bucket ${JSON.stringify(name)}, but a bucket name has 3 to 63 characters`
    : `names the bucket ${JSON.stringify(name)}, but a bucket name has only letters, digits, dots and hyphens, and begins with a letter or digit`;
}

/** The partition of a bucket, and the part after the beginning of its S3 URI or ARN. */
function located(typed: string, shown: string, environment: Environment): { partition: string; path: string } {
  if (!typed.startsWith('arn:')) {
    return { partition: environment.partition, path: typed.replace(/^s3:\/\//, '') };
  }
  const [, partition, path] = /^arn:([^:]+):s3:::(.*)$/s.exec(typed) ?? [];
  if (partition === undefined) {
    throw new UsageError(`${shown} is not the ARN of a bucket: ${FORM}`);
  }
  return { partition, path };
}
