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

const PROPERTY = 'additionalPermissions';

/** A permission of the user's own, checked. A program without types may pass anything. */
export function permissionScope(given: AdditionalPermission, samePartition: PartitionCheck): PermissionScope {
  if (!isObject(given)) {
    throw new Error(`'${PROPERTY}' lists ${JSON.stringify(given)}: use an object with 'actions', 'resources' `
      + "and 'reason'");
  }
  const permission = {
    actions: textsOf('actions', given.actions),
    resources: separate(PROPERTY, textsOf('resources', given.resources)).map(lookedUp),
    ...given.conditions === undefined ? {} : { conditions: conditionsOf(given.conditions) },
    reason: textsOf('reason', [given.reason])[0],
  };
  permission.resources.forEach((resource) => {
    if (!beginsWithToken(resource)) {
      checkPermissionArn(resource, asPropertyName);
    }
    samePartition(PROPERTY, resource);
  });
  checkPermission(permission, asPropertyName, (text) => text.replace(TOKEN, ''));
  return permission;
}

function beginsWithToken(text: string): boolean {
  return Token.isUnresolved(text) && text.search(TOKEN) === 0;
}

function textsOf(member: string, values: unknown): string[] {
  if (!Array.isArray(values) || values.some((value) => typeof value !== 'string')) {
    const [shown, fix] = member === 'reason' ? [(values as unknown[])[0], 'a text'] : [values, 'a list of texts'];
    throw new Error(`'${PROPERTY}' has an entry whose '${member}' is ${JSON.stringify(shown)}: use ${fix}`);
  }
  return values;
}

function conditionsOf(given: unknown): Conditions {
  const blocks = entriesOf(given).map(([operator, keys]) =>
    [operator, Object.fromEntries(entriesOf(keys).map(([key, value]) => [key, conditionValue(value)]))] as const);
  return Object.fromEntries(blocks);
}

function entriesOf(value: unknown): [string, unknown][] {
  if (!isObject(value) || Array.isArray(value)) {
    throw wrongConditions(value);
  }
  return Object.entries(value);
}

function conditionValue(value: unknown): string | string[] {
  if (Array.isArray(value)) {
    return value.map((one) => conditionValue(one)).flat();
  }
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    throw wrongConditions(value);
  }
  return String(value);
}

function wrongConditions(value: unknown): Error {
  return new Error(`'${PROPERTY}' has ${JSON.stringify(value)} in 'conditions': use an object such as `
    + "{ StringEquals: { 'aws:ResourceTag/team': 'ml' } }");
}
