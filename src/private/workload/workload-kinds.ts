import { Construct } from 'constructs';
import { isObject } from '../../core/iam/untyped-json';
import { WORKLOAD_PROPERTIES } from '../../core/rules/workload-properties';
import { WorkloadProperty } from '../../core/rules/workload-property';
import { Workload } from '../../workload';

type ConstructProperty = WorkloadProperty & { readonly kind: 'constructs' | 'keys' };

/**
 * Checks the types of a workload. A program without types would fail far from the property.
 *
 * @throws an error for a value of another type, such as the name or the ARN of a construct instead of the construct
 */
export function checkKinds(workload: Workload): void {
  listOf('features', workload);
  checkFlag('minimal', workload.minimal);
  for (const row of WORKLOAD_PROPERTIES) {
    switch (row.kind) {
      case 'constructs':
      case 'keys':
        checkConstructs(row, listOf(row.property, workload));
        break;
      case 'buckets':
        checkBuckets(listOf(row.property, workload));
        break;
      case 'arns':
      case 'names':
      case 'patterns':
      case 'permissions':
        listOf(row.property, workload);
        break;
      case 'flag':
      case 'choice':
        checkFlag(row.property, workload[row.property as 'keysViaServiceOnly' | 'passSelf']);
        break;
      case 'namePrefix':
        checkText(row.property, workload[row.property as 'resourceNamePrefix']);
        break;
      case 'network':
        checkNetwork(workload.network);
        break;
    }
  }
}

function checkConstructs({ property, arnAttribute, madeBy }: ConstructProperty, values: readonly unknown[]): void {
  const other = values.findIndex((value) => !isObject(value) || !(arnAttribute in value));
  if (other >= 0) {
    throw new Error(`'${property}' lists ${shown(values[other])}, but takes constructs: make one of it, for example with ${madeBy}`);
  }
}

function checkNetwork(network: unknown): void {
  const missing = network === undefined ? undefined : ['vpc', 'securityGroups'].find((name) => !isObject(network) || !(name in network));
  if (missing !== undefined) {
    throw new Error(`'network' is ${isObject(network) ? `an object without '${missing}'` : shown(network)}: use an object with 'vpc' and 'securityGroups'`);
  }
}

function checkFlag(property: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new Error(`'${property}' is ${shown(value)}: use true or false`);
  }
}

function checkText(property: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'string') {
    throw new Error(`'${property}' is ${shown(value)}: use a text`);
  }
}

function checkBuckets(values: readonly unknown[]): void {
  const bare = values.find((value) => !(value as { bucket?: unknown } | undefined)?.bucket);
  if (bare !== undefined) {
    throw new Error(`'buckets' lists ${shown(bare)} without its access: use BucketAccess.readOnly, BucketAccess.writeOnly or `
      + 'BucketAccess.readWrite');
  }
}

function listOf(property: string, workload: Workload): readonly unknown[] {
  const values: unknown = workload[property as keyof Workload] ?? [];
  if (!Array.isArray(values)) {
    throw new Error(`'${property}' is ${shown(values)}: use a list`);
  }
  return values;
}

function shown(value: unknown): string {
  return Construct.isConstruct(value) ? JSON.stringify(value.node.path) : JSON.stringify(value) ?? String(value);
}
