import { InputError } from './input-error';
import { SCOPING_PROPERTIES, DisplayName } from './workload-rules';
import { fill, scopesOf, selectedStatements, usedProperties } from '../grant/grants';
import { roleTypeData, scopeData, StatementData } from '../grant/policy-data';
import { isNamed } from '../grant/scope-members';
import { WorkloadScope } from '../grant/workload';

/** How buckets are written where a workload is described. */
export interface BucketWords {
  /** What the buckets of the workload are called, in their order. */
  readonly names: readonly string[];
  /** What lets the role read a bucket, or write to it. */
  readonly letRead: string;
  readonly letWrite: string;
}

/** Whether there is a resource at all does not depend on where the role lives. */
const ANYWHERE = { partition: '*', region: '*', account: '*' };

/**
 * Whatever is named has to be granted somewhere: a bucket, a feature or a condition that leaves no trace in the role is a mistake.
 *
 * Default features are not asked about, since nobody has named them.
 */
export function checkGranted(scope: WorkloadScope, displayName: DisplayName, words: BucketWords): void {
  checkProperties(scope, displayName);
  checkBuckets(scope, displayName, words);
  checkChosenFeatures(scope, displayName, words);
}

function checkProperties(scope: WorkloadScope, displayName: DisplayName): void {
  for (const property of SCOPING_PROPERTIES.filter((name) => isNamed(name, scope))) {
    const users = selectedStatements(scope).filter((statement) => usedProperties(statement).includes(property));
    if (users.length > 0 && !users.some((statement) => isGranted(statement, scope))) {
      throw new InputError(property === 'keysViaServiceOnly'
        ? `${displayName(property)} is given, but the role may use no key: name keys in ${displayName('encryptionKeys')}, or leave ${displayName(property)} out`
        : `${displayName(property)} names nothing that the role could use, which is ${summaries(property, users)}: name some, or leave ${displayName(property)} out`);
    }
  }
}

function checkBuckets(scope: WorkloadScope, displayName: DisplayName, { names, letRead }: BucketWords): void {
  scope.buckets?.forEach((bucket, index) => {
    if (bucket.read) {
      // Every role type reads.
      return;
    }
    const alone = { ...scope, buckets: [bucket] };
    const reaches = (statement: StatementData) => usesObjects(statement) && isGranted(statement, alone);
    if (!selectedStatements(scope).some(reaches)) {
      const writers = new Set(roleTypeData(scope.roleType).statements.filter(reaches).map(({ feature }) => feature));
      throw new InputError(`${displayName('buckets')} lists ${JSON.stringify(names[index])} for writing only, and none of ${displayName('features')} writes: `
        + `add ${[...writers].join(' or ')}, or ${letRead}`);
    }
  });
}

function checkChosenFeatures(scope: WorkloadScope, displayName: DisplayName, { letWrite }: BucketWords): void {
  const selected = selectedStatements(scope);
  for (const feature of scope.features ?? []) {
    const own = selected.filter((statement) => statement.feature === feature);
    // The key of what is never written is of no use.
    const besidesKeys = own.filter((statement) => !usedProperties(statement).includes('encryptionKeys'));
    const needed = besidesKeys.length > 0 ? besidesKeys : own;
    if (needed.length > 0 && !needed.some((statement) => isGranted(statement, scope))) {
      throw new InputError(`${displayName('features')} lists ${JSON.stringify(feature)}, ${needed.some(usesObjects)
        ? `which writes, but every bucket is read-only: ${letWrite}`
        : `which uses keys, and ${displayName('encryptionKeys')} names none: name the key`}, or leave the feature out`);
    }
  }
}

function isGranted(statement: StatementData, scope: WorkloadScope): boolean {
  return fill([statement], scope, ANYWHERE, '*').length > 0;
}

/** Whether a statement is about the objects of buckets: where the bucket lies may be told of any. */
function usesObjects(statement: StatementData): boolean {
  return scopesOf(statement).some((scope) => scopeData(scope).whenNamed.some((template) => template.includes('{prefix}')));
}

function summaries(property: string, statements: readonly StatementData[]): string {
  const scopes = statements.flatMap(scopesOf).map(scopeData).filter((scope) => scope.property === property);
  return [...new Set(scopes.map(({ summary }) => summary))].join(', ');
}
