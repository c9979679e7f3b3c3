import { Token } from 'aws-cdk-lib';
import { PartitionCheck } from './arn-checks';
import { separate } from './listed-values';
import { TOKEN } from './token-lengths';
import { AdditionalPermission } from '../../additional-permission';
import { Conditions } from '../../core/grant/data/policy-types';
import { PermissionScope } from '../../core/grant/workload';
import { isObject } from '../../core/iam/untyped-json';
import { checkPermission, checkPermissionArn } from '../../core/rules/permission-rules';
import { asPropertyName } from '../../core/rules/wording';
import { lookedUp } from '../lookup-placeholder';
import { checkShape, Shape, shownConstruct } from '../value-shape';

const PROPERTY = 'additionalPermissions';
const SHAPE: Shape<AdditionalPermission> = { actions: 'texts', resources: 'texts', conditions: 'object', reason: 'text' };

/** A permission of the user's own, checked. A program without types may pass anything. */
export function permissionScope(given: AdditionalPermission, index: number, samePartition: PartitionCheck): PermissionScope {
  checkShape(`${PROPERTY}[${index}]`, given, SHAPE);
  const missing = (['actions', 'resources', 'reason'] as const).find((member) => given[member] === undefined);
  if (missing !== undefined) {
    throw new Error(`'${PROPERTY}' has an entry without '${missing}': use an object with 'actions', 'resources' and 'reason'`);
  }
  const permission = {
    actions: given.actions,
    resources: separate(PROPERTY, given.resources).map(lookedUp),
    ...given.conditions === undefined ? {} : { conditions: conditionsOf(given.conditions) },
    reason: given.reason,
  };
  permission.resources.forEach((resource) => samePartition(PROPERTY, resource));
  return permission;
}

/** Rejects a permission that could widen access, by what its texts say. */
export function checkPermissionTexts(permission: PermissionScope): void {
  permission.resources.filter((resource) => !beginsWithToken(resource)).forEach((resource) => checkPermissionArn(resource, asPropertyName));
  checkPermission(permission, asPropertyName, (text) => text.replace(TOKEN, ''));
}

function beginsWithToken(text: string): boolean {
  return Token.isUnresolved(text) && text.search(TOKEN) === 0;
}

function conditionsOf(given: unknown): Conditions {
  const blocks = entriesOf(given).map(([operator, keys]) =>
    [operator, Object.fromEntries(entriesOf(keys).map(([key, value]) => [key, conditionValue(value)]))] as const);
  return Object.fromEntries(blocks);
}

function entriesOf(value: unknown): [string, unknown][] {
  if (!isObject(value)) {
    throw wrongConditions(value);
  }
  return Object.entries(value);
}

function conditionValue(value: unknown): string | string[] {
  const values = [value].flat();
  if (values.length === 0 || values.some((one) => !['string', 'number', 'boolean'].includes(typeof one))) {
    throw wrongConditions(value);
  }
  return Array.isArray(value) ? values.map(String) : String(value);
}

function wrongConditions(value: unknown): Error {
  return new Error(`'${PROPERTY}' has ${shownConstruct(value)} in 'conditions': use an object such as `
    + "{ StringEquals: { 'aws:ResourceTag/team': 'ml' } }");
}
