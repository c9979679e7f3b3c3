import { Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { IConstruct } from 'constructs';
import { checkBucketArn, partitionCheck, PartitionCheck } from './arn-checks';
import { prefixNames } from './bucket-names';
import { ownerOf, regionOf } from './bucket-place';
import { jobConditionsScope, resourceTagsScope } from './job-conditions-scope';
import { bucketKeys, keyArn } from './key-arns';
import { nonEmpty, separate } from './listed-values';
import { networkScope } from './network-scope';
import { permissionScope } from './permission-scope';
import { checkScopeTexts } from './scope-texts';
import { TokenLengths } from './token-lengths';
import { checkKinds } from './workload-kinds';
import { withOneOwnerEach } from '../../core/grant/scope/bucket-owners';
import { BucketScope, WorkloadScope } from '../../core/grant/workload';
import { checkGranted } from '../../core/rules/granted-rules';
import { checkJobConditions } from '../../core/rules/job-condition-rules';
import { asPropertyName, PROPERTY_WORDING } from '../../core/rules/wording';
import { propertyNamed, WORKLOAD_PROPERTIES } from '../../core/rules/workload-properties';
import { longestArn, ResourceForm, WorkloadProperty } from '../../core/rules/workload-property';
import { checkFeatures, checkUse } from '../../core/rules/workload-rules';
import { BucketAccess, Workload } from '../../workload';
import { lookedUp } from '../lookup-placeholder';

/** The length to plan with for a prefix that is a token. S3 allows more, but then hardly any statement would fit a policy. */
const PLANNED_PREFIX = 256;

/**
 * Translates a workload of constructs into plain strings, and checks it.
 *
 * @param stack the place of the role, if it is known
 * @throws if a property contradicts the role type or another property
 */
export function workloadScope(workload: Workload, stack?: IConstruct, lengths = new TokenLengths()): WorkloadScope {
  checkKinds(workload);
  checkFeatures(workload, PROPERTY_WORDING);
  const account = stack && Stack.of(stack).account;
  const reader: ValueReader = { lengths, samePartition: partitionCheck(stack) };
  const scope: WorkloadScope = {
    roleType: workload.roleType,
    features: workload.features && [...new Set(workload.features)],
    minimal: workload.minimal || undefined,
    ...Object.fromEntries(WORKLOAD_PROPERTIES.map((row) => [row.property, scopeValue(row, workload, reader)])),
    bucketKeys: bucketKeys(workload, account)
      .map((key) => lengths.note(reader.samePartition('buckets', key), longestArn(propertyNamed('encryptionKeys').resource))),
    qualifiedFunctions: workload.functions?.filter(isQualified).map(({ functionArn }) => functionArn),
  };
  checkScopeTexts(scope, account);
  checkUse(scope, PROPERTY_WORDING);
  checkJobConditions(scope, PROPERTY_WORDING);
  checkGranted(scope, PROPERTY_WORDING, prefixNames(workload));
  return scope;
}

interface ValueReader {
  readonly lengths: TokenLengths;
  readonly samePartition: PartitionCheck;
}

/** The value of a property in plain strings, checked. */
function scopeValue(row: WorkloadProperty, workload: Workload, reader: ValueReader): unknown {
  const { property } = row;
  const value: any = workload[property as keyof Workload];
  if (value === undefined) {
    return undefined;
  }
  switch (row.kind) {
    case 'flag': return value || undefined;
    case 'choice': return value;
    case 'namePrefix': return reader.lengths.note(lookedUp(value), row.longestName);
    case 'network': return networkScope(value, reader.lengths);
    case 'jobConditions': return jobConditionsScope(value);
    case 'tags': return resourceTagsScope(value, reader.lengths);
    case 'permissions': return (value as any[]).map((permission, index) => permissionScope(permission, index, reader.samePartition));
    case 'buckets': return withOneOwnerEach(nonEmpty(property, value as BucketAccess[]).map((access) => bucketScope(access, reader)), asPropertyName);
    case 'keys': return (value as any[]).map((key) => noted(row, keyArn(key, property), reader));
    case 'constructs': return nonEmpty(property, value as any[]).map((construct) => noted(row, lookedUp(construct[row.arnAttribute]), reader));
    default: return textValues(row, value, reader);
  }
}

/** The values of a property that is a list of texts in code as well. */
function textValues(row: WorkloadProperty & { readonly kind: 'arns' | 'names' | 'patterns' }, texts: readonly string[], reader: ValueReader): string[] {
  const { property } = row;
  const values = row.kind === 'patterns' ? texts : separate(property, texts);
  return nonEmpty(property, values).map(lookedUp).map((text) =>
    row.resource && (row.kind === 'arns' || text.startsWith('arn:'))
      ? noted({ property, resource: row.resource }, text, reader)
      : reader.lengths.note(text, (row as { readonly longestName: number }).longestName));
}

/** Returns an ARN of the role's partition, whose length is noted. */
function noted(
  { property, resource }: { readonly property: string; readonly resource: ResourceForm }, arn: string, { lengths, samePartition }: ValueReader,
): string {
  return lengths.note(samePartition(property, arn), longestArn(resource));
}

function bucketScope({ bucket, prefix = '', reads, writes, owner }: BucketAccess, reader: ValueReader): BucketScope {
  checkBucketArn(bucket.bucketArn);
  return {
    arn: noted(propertyNamed('buckets'), bucket.bucketArn, reader),
    prefix: reader.lengths.note(lookedUp(prefix), PLANNED_PREFIX),
    read: reads,
    write: writes,
    ...ownerOf(bucket, owner === undefined ? owner : lookedUp(owner), reader.lengths),
    ...regionOf(bucket),
  };
}

/** Whether a function is a version or an alias. A grant to invoke any other function includes its versions and aliases. */
function isQualified({ functionArn, resourceArnsForGrantInvoke }: lambda.IFunction): boolean {
  return !resourceArnsForGrantInvoke.includes(`${functionArn}:*`);
}
