import { Construct } from 'constructs';
import { WORKLOAD_PROPERTIES } from '../core/rules/workload-properties';
import { Workload } from '../workload';

/**
 * Checks the types of a workload. A program without types would fail far from the property.
 *
 * @throws if a value isn't a list, or lists a name, an ARN or a bucket in the place of the construct that is made from it
 */
export function checkKinds(workload: Workload): void {
  listOf('features', workload);
  for (const row of WORKLOAD_PROPERTIES) {
    switch (row.kind) {
      case 'constructs':
      case 'keys':
        checkConstructs(row.property, row.madeBy, listOf(row.property, workload));
        break;
      case 'buckets':
        checkBuckets(listOf(row.property, workload));
        break;
      case 'arns':
      case 'names':
      case 'patterns':
        listOf(row.property, workload);
        break;
      default:
        break;
    }
  }
}

function checkConstructs(property: string, madeBy: string, values: readonly unknown[]): void {
  const text = values.find((value) => typeof value === 'string');
  if (text !== undefined) {
    throw new Error(`'${property}' lists ${shown(text)}, but takes constructs: make one of it, for example with ${madeBy}`);
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
