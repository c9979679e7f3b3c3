import { Stack, Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { TokenLengths } from './token-lengths';
import { checkKinds } from './workload-kinds';
import { roleTypeData } from '../core/grant/data/policy-data';
import { BucketScope, NetworkScope, WorkloadScope } from '../core/grant/workload';
import { checkSamePartition, partitionOf } from '../core/iam/partitions';
import { hasWildcard } from '../core/iam/patterns';
import { checkGranted } from '../core/rules/granted-rules';
import { asPropertyName, PROPERTY_WORDING } from '../core/rules/wording';
import { checkFeatures, checkMetricNamespace, checkMlflowServer, checkName, checkPassableRole, checkPrefix, checkUse } from '../core/rules/workload-rules';
import { BucketAccess, NetworkAccess, Workload } from '../workload';

/** The most characters that an ARN of this kind has, once it is deployed. */
const ARN_CHARACTERS = {
  buckets: 'arn:aws-us-gov:s3:::'.length + 63,
  encryptionKeys: 'arn:aws-us-gov:kms:ap-southeast-1:123456789012:key/mrk-'.length + 32,
  repositories: 'arn:aws-us-gov:ecr:ap-southeast-1:123456789012:repository/'.length + 256,
  passableRoles: 'arn:aws-us-gov:iam::123456789012:role/'.length + 510 + 64,
  functions: 'arn:aws-us-gov:lambda:ap-southeast-1:123456789012:function:'.length + 64 + 129,
  topics: 'arn:aws-us-gov:sns:ap-southeast-1:123456789012:'.length + 256,
  queues: 'arn:aws-us-gov:sqs:ap-southeast-1:123456789012:'.length + 80,
  mlflowServers: 'arn:aws-us-gov:sagemaker:ap-southeast-1:123456789012:mlflow-tracking-server/'.length + 256,
} as const;

/** The most characters that a name of this kind has, once it is deployed. */
const NAME_CHARACTERS = { modelPackageGroups: 63, glueDatabases: 255, metricNamespaces: 255 } as const;

/**
 * A workload of constructs in plain strings, checked.
 *
 * @param stack where the role lives, if it is known
 * @throws if a property contradicts the role type or another property
 */
export function workloadScope(workload: Workload, stack?: IConstruct, lengths = new TokenLengths()): WorkloadScope {
  checkKinds(workload);
  checkFeatures(workload, PROPERTY_WORDING);
  const account = stack && Stack.of(stack).account;
  const samePartition = partitionCheck(stack);
  const arns = <P extends keyof typeof ARN_CHARACTERS, T>(property: P, values: readonly T[] | undefined, arn: (value: T) => string) =>
    values && nonEmpty(property, values).map((value) =>
      lengths.note(samePartition(property, withoutWildcard(property, arn(value))), ARN_CHARACTERS[property]));
  const scope: WorkloadScope = {
    roleType: workload.roleType,
    features: workload.features && [...new Set(workload.features)],
    minimal: workload.minimal || undefined,
    buckets: workload.buckets && nonEmpty('buckets', workload.buckets).map((access) => bucketScope(access, lengths, samePartition)),
    encryptionKeys: workload.encryptionKeys?.map((key) =>
      lengths.note(samePartition('encryptionKeys', withoutWildcard('encryptionKeys', keyArn(key, 'encryptionKeys'))), ARN_CHARACTERS.encryptionKeys)),
    bucketKeys: bucketKeys(workload, account).map((key) => lengths.note(samePartition('buckets', key), ARN_CHARACTERS.encryptionKeys)),
    keysViaServiceOnly: workload.keysViaServiceOnly || undefined,
    repositories: arns('repositories', workload.repositories, ({ repositoryArn }) => repositoryArn),
    network: workload.network && networkScope(workload.network, lengths),
    passableRoles: arns('passableRoles', workload.passableRoles, ({ roleArn }) => roleArn),
    functions: arns('functions', workload.functions, ({ functionArn }) => functionArn),
    qualifiedFunctions: workload.functions?.filter(isQualified).map(({ functionArn }) => functionArn),
    topics: arns('topics', workload.topics, ({ topicArn }) => topicArn),
    queues: arns('queues', workload.queues, ({ queueArn }) => queueArn),
    modelPackageGroups: names('modelPackageGroups', workload.modelPackageGroups, lengths),
    mlflowServers: arns('mlflowServers', separate('mlflowServers', workload.mlflowServers), mlflowServerArn),
    glueDatabases: names('glueDatabases', workload.glueDatabases, lengths),
    metricNamespaces: workload.metricNamespaces && nonEmpty('metricNamespaces', workload.metricNamespaces)
      .map((namespace) => lengths.note(metricNamespace(namespace), NAME_CHARACTERS.metricNamespaces)),
  };
  scope.passableRoles?.forEach((arn) => checkPassableRole(arn, account, asPropertyName));
  checkUse(scope, PROPERTY_WORDING);
  checkGranted(scope, PROPERTY_WORDING, bucketNames(workload));
  return scope;
}

/** The buckets as they appear in an error. */
function bucketNames({ buckets = [] }: Workload): string[] {
  return buckets.map(({ bucket, prefix }) => `${nameOf(bucket)}${prefix ? `/${prefix}` : ''}`);
}

/** What a bucket is called in an error: a name that only the deployment knows would say nothing. */
function nameOf({ bucketName, node }: s3.IBucket): string {
  return Token.isUnresolved(bucketName) ? node.path : bucketName;
}

/** @param optional what may be left out instead */
function nonEmpty<T>(property: string, values: readonly T[], optional = 'it'): readonly T[] {
  if (values.length === 0) {
    throw new Error(property === 'buckets'
      ? "'buckets' is empty: list at least one bucket, or leave it out to allow every bucket of this account"
      : `'${property}' is empty: list at least one, or leave ${optional} out`);
  }
  return values;
}

/** Values that are put into ARNs one by one, which a list that only the deployment knows cannot be. */
function separate(property: string, values: readonly string[] | undefined): readonly string[] | undefined {
  if (values && Token.isUnresolved(values)) {
    throw new Error(`'${property}' is a list that only the deployment knows: give its entries one by one, with `
      + 'Fn.select(0, …) and so on');
  }
  return values;
}

function names<P extends keyof typeof NAME_CHARACTERS>(
  property: P, values: readonly string[] | undefined, lengths: TokenLengths,
): string[] | undefined {
  const listed = separate(property, values);
  return listed && nonEmpty(property, listed).map((name) => {
    if (!Token.isUnresolved(name)) {
      checkName(property, name, asPropertyName);
    }
    return lengths.note(name, NAME_CHARACTERS[property]);
  });
}

function metricNamespace(pattern: string): string {
  if (!Token.isUnresolved(pattern)) {
    checkMetricNamespace(pattern, asPropertyName);
  }
  return pattern;
}

function mlflowServerArn(arn: string): string {
  if (!Token.isUnresolved(arn)) {
    checkMlflowServer(arn, asPropertyName);
  }
  return arn;
}

/** Checks that an ARN is of the partition that a role in a known region is of, and returns it. */
type PartitionCheck = (property: string, arn: string) => string;

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

/** An imported ARN with a wildcard would let the role use, or pass on, whatever it matches. */
function withoutWildcard(property: string, arn: string): string {
  if (hasWildcard(arn)) {
    const shown = Token.isUnresolved(arn) ? arn.split(':').filter(hasWildcard).join(':') : arn;
    throw new Error(`'${property}' lists ${JSON.stringify(shown)}, which has a wildcard: name each one`);
  }
  return arn;
}

/** The ARN of a bucket, of which what follows the name would be taken for the beginning of its keys. */
function checkBucketArn(arn: string): void {
  const [prefix, , service, region, account, ...rest] = arn.split(':');
  if (prefix !== 'arn') {
    // Of another resource: nothing of it is known.
    return;
  }
  const resource = rest.join(':');
  if (service !== 's3' || region !== '' || account !== '') {
    throw new Error(`the ARN ${JSON.stringify(arn)} in 'buckets' is not that of a bucket: use the bucket itself, also for an access point, with an ARN such as `
      + 'arn:aws:s3:::NAME');
  }
  if (!Token.isUnresolved(resource) && !/^[\w.-]{3,255}$/.test(resource)) {
    throw new Error(`the ARN ${JSON.stringify(arn)} in 'buckets' has more than the name of a bucket: give a folder as 'prefix' of BucketAccess`);
  }
}

function bucketScope({ bucket, prefix = '', reads, writes }: BucketAccess, lengths: TokenLengths, samePartition: PartitionCheck): BucketScope {
  checkBucketArn(bucket.bucketArn);
  if (!Token.isUnresolved(prefix)) {
    checkPrefix(prefix, asPropertyName);
  }
  return {
    arn: lengths.note(samePartition('buckets', bucket.bucketArn), ARN_CHARACTERS.buckets),
    prefix: lengths.note(prefix, 256),
    read: reads,
    write: writes,
  };
}

/**
 * The ARN of a key. IAM matches the ARN of the key that is used, never that of an alias.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function keyArn(key: kms.IKey, property: string): string {
  if ('aliasName' in key || key.keyArn.includes(':alias/')) {
    throw new Error(`'${property}' has the alias ${aliasName(key)}, and IAM does not match keys by their aliases: use the key `
      + 'itself, for example with Key.fromKeyArn or Key.fromLookup');
  }
  return key.keyArn;
}

function aliasName(key: kms.IKey): string {
  const name = (key as kms.IAlias).aliasName ?? /alias\/.*$/.exec(key.keyArn)?.[0] ?? key.node.path;
  return Token.isUnresolved(name) ? key.node.path : name;
}

/**
 * The keys that the buckets are encrypted with, as far as the buckets know.
 *
 * Where the workload leaves its keys open, those of this account are covered, and only foreign ones are named.
 */
function bucketKeys({ buckets, encryptionKeys, roleType }: Workload, account: string | undefined): string[] {
  const open = encryptionKeys === undefined && leavesKeysOpen(roleType);
  const keys = (buckets ?? []).flatMap(({ bucket }) => bucket.encryptionKey ?? []).map(targetOf)
    .filter((key) => !open || account !== undefined && isForeign(key, account));
  return keys.map((key) => keyArn(key, 'buckets'));
}

/** Whether a role of this type may use every key where the workload names none. */
function leavesKeysOpen(roleType: string): boolean {
  return roleTypeData(roleType).statements.some(({ feature, resources }) => !feature && resources.includes('{keys}'));
}

function isForeign(key: kms.IKey, account: string): boolean {
  return !Token.isUnresolved(key.env.account) && !Token.isUnresolved(account) && key.env.account !== account;
}

/** A bucket that was given an alias is encrypted with the key behind it, where that is known. */
function targetOf(key: kms.IKey): kms.IKey {
  try {
    return (key as Partial<kms.Alias>).aliasTargetKey ?? key;
  } catch {
    // An imported alias throws: what it stands for is not known.
    return key;
  }
}

/** Whether a function is a version or an alias: what invokes any other is granted its versions and aliases as well. */
function isQualified({ functionArn, resourceArnsForGrantInvoke }: lambda.IFunction): boolean {
  return !resourceArnsForGrantInvoke.includes(`${functionArn}:*`);
}

function networkScope({ vpc, subnets, securityGroups, ownerAccountId }: NetworkAccess, lengths: TokenLengths): NetworkScope {
  if (ownerAccountId !== undefined && !Token.isUnresolved(ownerAccountId) && !/^\d{12}$/.test(ownerAccountId)) {
    throw new Error(`'network.ownerAccountId' is ${JSON.stringify(ownerAccountId)}: use the 12 digits of the account, or leave it out`);
  }
  const { subnetIds } = vpc.selectSubnets(subnets);
  return {
    vpcId: lengths.note(vpc.vpcId, 21),
    ownerAccount: ownerAccountId && lengths.note(ownerAccountId, 12),
    subnetIds: nonEmpty('network.subnets', subnetIds).map((id) => lengths.note(id, 24)),
    securityGroupIds: nonEmpty('network.securityGroups', securityGroups, "'network'").map(({ securityGroupId }) => lengths.note(securityGroupId, 20)),
  };
}

/** The ARN of a cluster, checked as far as it is known. */
export function clusterArn(property: string, arn: string, service: string): string {
  if (!Token.isUnresolved(arn) && !new RegExp(`^arn:[^:]+:${service}:[^:]+:[^:]+:cluster/.+$`).test(arn)) {
    throw new Error(`'${property}' is ${JSON.stringify(arn)}: use the ARN of a cluster of ${service}, such as `
      + `arn:aws:${service}:us-east-1:123456789012:cluster/NAME`);
  }
  return arn;
}
