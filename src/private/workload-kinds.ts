import { Construct } from 'constructs';
import { Workload } from '../workload';

/** What makes a construct of the text that somebody gave in its place. */
const CONSTRUCT_LISTS = {
  encryptionKeys: 'Key.fromKeyArn',
  repositories: 'Repository.fromRepositoryName',
  passableRoles: 'Role.fromRoleArn',
  functions: 'Function.fromFunctionName',
  topics: 'Topic.fromTopicArn',
  queues: 'Queue.fromQueueArn',
} as const satisfies Partial<Record<keyof Workload, string>>;

const TEXT_LISTS = ['features', 'modelPackageGroups', 'mlflowServers', 'glueDatabases', 'metricNamespaces'] as const satisfies (keyof Workload)[];

/**
 * What a program without types lets through, and what would fail far from the property then.
 *
 * @throws for no list where there should be one, and for a name, an ARN or a bucket in the place of what is made of it
 */
export function checkKinds(workload: Workload): void {
  for (const [property, example] of Object.entries(CONSTRUCT_LISTS)) {
    const text = listOf(property, workload).find((value) => typeof value === 'string');
    if (text !== undefined) {
      throw new Error(`'${property}' lists ${shown(text)}, and takes constructs: make one of it, for example with ${example}`);
    }
  }
  TEXT_LISTS.forEach((property) => listOf(property, workload));
  const noAccess = listOf('buckets', workload).find((value) => !(value as { bucket?: unknown } | undefined)?.bucket);
  if (noAccess !== undefined) {
    throw new Error(`'buckets' lists ${shown(noAccess)}, which says nothing of the access: use BucketAccess.readOnly, BucketAccess.writeOnly or `
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
