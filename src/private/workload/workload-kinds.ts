import { Construct } from 'constructs';
import { isObject } from '../../core/iam/untyped-json';
import { WORKLOAD_PROPERTIES } from '../../core/rules/workload-properties';
import { WorkloadProperty } from '../../core/rules/workload-property';
import type { NetworkAccess, Workload } from '../../workload';
import { checkShape, Kind, Shape, shownConstruct } from '../value-shape';

type ConstructProperty = WorkloadProperty & { readonly kind: 'constructs' | 'keys' };

/** The kinds of values of each kind of property. */
const KINDS: Readonly<Record<WorkloadProperty['kind'], Kind>> = {
  constructs: 'list',
  keys: 'list',
  buckets: 'list',
  permissions: 'list',
  arns: 'texts',
  names: 'texts',
  patterns: 'texts',
  namePrefix: 'text',
  flag: 'flag',
  choice: 'flag',
  network: 'any',
  jobConditions: 'any',
  tags: 'any',
};

const NETWORK: Shape<NetworkAccess> = { vpc: 'construct', subnets: 'object', securityGroups: 'list', ownerAccountId: 'text' };

/** The properties of a workload, out of the table. */
export function workloadShape(): Shape<Workload> {
  return {
    roleType: 'any', features: 'texts', minimal: 'flag', ...Object.fromEntries(WORKLOAD_PROPERTIES.map(({ property, kind }) => [property, KINDS[kind]])),
  } as Shape<Workload>;
}

/**
 * Checks the types of a workload. A program without types would fail far from the property.
 *
 * @throws an error for a value of another type, such as the name or the ARN of a construct instead of the construct
 */
export function checkKinds(workload: Workload): void {
  checkShape(undefined, workload, workloadShape());
  for (const row of WORKLOAD_PROPERTIES) {
    const value: any = workload[row.property as keyof Workload];
    if (value === undefined) {
      continue;
    }
    switch (row.kind) {
      case 'constructs':
      case 'keys':
        checkConstructs(row, value);
        break;
      case 'buckets':
        checkBuckets(value);
        break;
      case 'network':
        checkNetwork(value);
        break;
    }
  }
}

function checkConstructs({ property, arnAttribute, madeBy }: ConstructProperty, values: readonly unknown[]): void {
  const other = values.findIndex((value) => !isConstructWith(value, arnAttribute));
  if (other >= 0) {
    throw new Error(`'${property}' lists ${shownConstruct(values[other])}, but takes constructs: make one of it, for example with ${madeBy}`);
  }
}

function checkNetwork(network: NetworkAccess): void {
  const missing = (['vpc', 'securityGroups'] as const).find((name) => network[name] === undefined);
  if (missing !== undefined) {
    throw new Error(`'network' is ${isObject(network) ? `an object without '${missing}'` : shownConstruct(network)}: use an object with 'vpc' and 'securityGroups'`);
  }
  checkShape('network', network, NETWORK);
  if (!isConstructWith(network.vpc, 'vpcId')) {
    throw new Error(`'network.vpc' is ${shownConstruct(network.vpc)}: use a VPC, for example of Vpc.fromLookup`);
  }
  const other = network.securityGroups.findIndex((group) => !isConstructWith(group, 'securityGroupId'));
  if (other >= 0) {
    throw new Error(`'network.securityGroups' lists ${shownConstruct(network.securityGroups[other])}, but takes constructs: make one of it, for example with `
      + 'SecurityGroup.fromSecurityGroupId');
  }
}

function checkBuckets(values: readonly any[]): void {
  const unmade = values.find((value) => isObject(value) && typeof value.reads === 'boolean' && !isConstructWith(value.bucket, 'bucketArn'));
  if (unmade !== undefined) {
    throw new Error(`'buckets' lists ${shownConstruct(unmade.bucket)}, but BucketAccess takes constructs: make one of it, for example with Bucket.fromBucketName`);
  }
  const bare = values.findIndex((value) => !isConstructWith(value?.bucket, 'bucketArn') || ![value.reads, value.writes].every((one) => typeof one === 'boolean'));
  if (bare >= 0) {
    throw new Error(`'buckets' lists ${shownConstruct(values[bare])} without its access: use BucketAccess.readOnly, BucketAccess.writeOnly or `
      + 'BucketAccess.readWrite');
  }
  const odd = values.find(({ prefix }) => prefix !== undefined && typeof prefix !== 'string');
  if (odd !== undefined) {
    throw new Error(`'buckets' lists ${shownConstruct(odd.bucket)} with the prefix ${shownConstruct(odd.prefix)}: use a text, or omit it for the whole bucket`);
  }
  const unowned = values.find(({ owner }) => owner !== undefined && typeof owner !== 'string');
  if (unowned !== undefined) {
    throw new Error(`'buckets' lists ${shownConstruct(unowned.bucket)} with the owner ${shownConstruct(unowned.owner)}: use the 12 digits of the account as a text`);
  }
}

function isConstructWith(value: unknown, attribute: string): boolean {
  return Construct.isConstruct(value) && isObject(value) && typeof value[attribute] === 'string';
}
