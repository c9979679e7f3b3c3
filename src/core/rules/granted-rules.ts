import { InputError } from './input-error';
import { Wording } from './wording';
import { SCOPING_PROPERTIES } from './workload-rules';
import { roleTypeData, scopeData, StatementData } from '../grant/data/policy-data';
import { fill } from '../grant/filling/statement-filling';
import { selectedStatements } from '../grant/grants';
import { isNamed } from '../grant/scope/scope-members';
import { scopesOf, usedProperties } from '../grant/scope/statement-scopes';
import { WorkloadScope } from '../grant/workload';
import { ANYWHERE } from '../iam/environment';

/** Why a flag has no effect, and the fix. */
const LACKING: Readonly<Record<string, (wording: Wording) => string>> = {
  keysViaServiceOnly: ({ property }) => `the role uses no key: list keys in ${property('encryptionKeys')}`,
  anyAuthorizedService: ({ property }) => `the role has no network: set ${property('network')}`,
};

/**
 * Rejects a bucket, a property or a stated feature that grants nothing: the user expects it to grant something.
 *
 * A default feature may grant nothing, because the user didn't state it.
 *
 * @param bucketNames the buckets of the workload, in their order, as the user writes them
 */
export function checkGranted(scope: WorkloadScope, wording: Wording, bucketNames: readonly string[]): void {
  checkProperties(scope, wording);
  checkBuckets(scope, wording, bucketNames);
  checkStatedFeatures(scope, wording);
  checkKeyUse(scope, wording);
  checkMinimum(scope, wording);
}

function checkProperties(scope: WorkloadScope, wording: Wording): void {
  for (const property of SCOPING_PROPERTIES.filter((name) => isNamed(name, scope))) {
    const users = selectedStatements(scope).filter((statement) => usedProperties(statement).includes(property));
    if (users.length > 0 && !users.some((statement) => isGranted(statement, scope))) {
      const name = wording.property(property);
      const lacking = LACKING[property]?.(wording);
      throw new InputError(lacking
        ? `${name} has no effect, because ${lacking}, or omit ${name}`
        : `${name} lists nothing that the role can use: list ${summaries(property, users)}, or omit ${name}`);
    }
  }
}

function checkBuckets(scope: WorkloadScope, wording: Wording, bucketNames: readonly string[]): void {
  scope.buckets?.forEach((bucket, index) => {
    if (bucket.read) {
      // Every role type reads.
      return;
    }
    const alone = { ...scope, buckets: [bucket] };
    const reaches = (statement: StatementData) => usesObjects(statement) && isGranted(statement, alone);
    if (!selectedStatements(scope).some(reaches)) {
      const writers = [...new Set(roleTypeData(scope.roleType).statements.filter(reaches).map(({ feature }) => feature!))];
      throw new InputError(`${wording.property('buckets')} lists ${JSON.stringify(bucketNames[index])} as write-only, but the role has no feature `
        + `that writes: ${wording.addFeature(writers)}, or ${wording.letRead}`);
    }
  });
}

function checkStatedFeatures(scope: WorkloadScope, wording: Wording): void {
  const selected = selectedStatements(scope);
  for (const feature of scope.features ?? []) {
    const own = roleTypeData(scope.roleType).statements.filter((statement) => statement.feature === feature);
    // A feature that writes objects uses keys only for these objects.
    const besidesKeys = own.filter((statement) => !usedProperties(statement).includes('encryptionKeys'));
    const needed = besidesKeys.length > 0 ? besidesKeys : own;
    if (needed.length > 0 && !needed.some((statement) => selected.includes(statement) && isGranted(statement, scope))) {
      throw new InputError(`${wording.feature(feature)} ${missingFor(needed, wording)}, or remove the feature`);
    }
  }
}

/** Rejects a minimal role that grants nothing. AWS documents no permission for some role types until they have a resource or a feature. */
function checkMinimum(scope: WorkloadScope, wording: Wording): void {
  if (scope.minimal && scope.additionalPermissions === undefined && !selectedStatements(scope).some((statement) => isGranted(statement, scope))) {
    const { statements, features } = roleTypeData(scope.roleType);
    const properties = new Set(statements.filter(({ feature }) => feature === undefined).flatMap(scopesOf).map((name) => scopeData(name).property));
    const granting = Object.keys(features).filter((id) => statements.some(({ feature }) => feature === id));
    throw new InputError(`the minimum of role type ${wording.roleType(scope.roleType)} grants nothing: list ${[...properties].map(wording.property).join(' or ')}, `
      + `or ${wording.addFeature(granting)}`);
  }
}

/** Rejects `keysViaServiceOnly` for a feature that uses keys without a service that forwards the session of the role. */
function checkKeyUse(scope: WorkloadScope, wording: Wording): void {
  const direct = scope.keysViaServiceOnly ? selectedStatements(scope).find(usesKeysDirectly) : undefined;
  if (direct) {
    const user = direct.feature === undefined ? `role type ${wording.roleType(scope.roleType)}` : `the feature ${wording.featureName(direct.feature)}`;
    throw new InputError(`${wording.flag('keysViaServiceOnly', true)} can't work with ${user}, which uses keys without the session of the role: `
      + `omit ${wording.property('keysViaServiceOnly')}${direct.feature === undefined ? '' : ', or remove the feature'}`);
  }
}

/** Whether a statement allows the use of keys, and no condition demands a service. */
function usesKeysDirectly(statement: StatementData): boolean {
  return statement.actions.some((action) => action.startsWith('kms:')) && statement.conditions === undefined
    && statement.conditionsWhenNamed?.keysViaServiceOnly === undefined;
}

/** Why a feature with these statements grants nothing, and the fix. */
function missingFor(statements: readonly StatementData[], wording: Wording): string {
  if (statements.some(usesObjects)) {
    return `writes to a bucket, but every bucket is read-only: ${wording.letWrite}`;
  }
  const lists = [...new Set(statements.flatMap(({ onlyWhenNamed = [] }) => onlyWhenNamed))];
  if (lists.length > 0) {
    return `is only for resources of the account that you list: list ${lists.map(wording.property).join(' or ')}`;
  }
  return statements.some((statement) => usedProperties(statement).includes('encryptionKeys'))
    ? `uses a key, but ${wording.property('encryptionKeys')} is empty: list the key`
    : `passes no role, because of ${wording.flag('passSelf', false)}: list ${wording.property('passableRoles')}`;
}

/** Whether a statement has a resource. The place of the role doesn't matter. */
function isGranted(statement: StatementData, scope: WorkloadScope): boolean {
  return fill([statement], scope, ANYWHERE, '*').length > 0;
}

/** Whether a statement grants access to objects. A statement about a bucket's location does not count. */
function usesObjects(statement: StatementData): boolean {
  return scopesOf(statement).some((scope) => scopeData(scope).whenNamed.some((template) => template.includes('{prefix}')));
}

function summaries(property: string, statements: readonly StatementData[]): string {
  const scopes = statements.flatMap(scopesOf).map(scopeData).filter((scope) => scope.property === property);
  return [...new Set(scopes.map(({ summary }) => summary))].join(', ');
}
