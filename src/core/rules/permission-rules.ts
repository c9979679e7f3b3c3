import { InputError } from './input-error';
import { DisplayName } from './wording';
import { Conditions, refusedActions } from '../grant/data/policy-data';
import { PermissionScope } from '../grant/workload';
import { isContextKey } from '../iam/context-keys';
import { hasWildcard } from '../iam/patterns';

const PROPERTY = 'additionalPermissions';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATOR = new RegExp(`^(?:Null|(?:For(?:AllValues|AnyValue):)?(?:${[
  'String(?:Not)?(?:Equals|EqualsIgnoreCase|Like)', 'Arn(?:Not)?(?:Equals|Like)',
  '(?:Numeric|Date)(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)',
  'Bool', 'BinaryEquals', '(?:Not)?IpAddress',
].join('|')})(?:IfExists)?)$`);

/**
 * Rejects a permission that could widen what the role or others may do, and one that IAM refuses.
 *
 * @param literal the parts of a text that the template itself has; a deployment knows the rest
 */
export function checkPermission(
  permission: PermissionScope, displayName: DisplayName, literal: (text: string) => string = (text) => text,
): void {
  const { actions, resources, conditions, reason } = permission;
  const property = displayName(PROPERTY);
  if (actions.length === 0 || resources.length === 0) {
    const missing = actions.length === 0 ? 'actions' : 'resources';
    throw new InputError(`${property} has an entry without ${missing}: list at least one`);
  }
  if (reason.trim() === '') {
    throw new InputError(`${property} allows ${JSON.stringify(actions[0])} without a reason: say in 'reason' why the `
      + 'workload needs it');
  }
  resources.forEach((resource) => checkResource(literal(resource), property));
  actions.forEach((action) => checkAction(action, resources, displayName));
  checkConditions(conditions, property);
}

function checkAction(action: string, resources: readonly string[], displayName: DisplayName): void {
  const shown = `${displayName(PROPERTY)} lists the action ${JSON.stringify(action)}`;
  if (hasWildcard(action)) {
    throw new InputError(`${shown}, which has a wildcard, so it can also match actions that manage permissions: `
      + 'list each action');
  }
  if (!/^[a-z\d-]+:[a-z\d-]+$/i.test(action)) {
    throw new InputError(`${shown}: use SERVICE:ACTION, such as secretsmanager:GetSecretValue`);
  }
  const [service, name] = action.toLowerCase().split(':');
  if (service === 'iam' && name === 'passrole') {
    throw new InputError(`${shown}, which needs the service that receives the role: list the role in `
      + `${displayName('passableRoles')} instead`);
  }
  if (service === 'sts' && name === 'assumerole' && resources.some(hasWildcard)) {
    throw new InputError(`${shown} on ${JSON.stringify(resources.find(hasWildcard))}, so the workload could become any role `
      + 'that trusts its account: use the ARN of each role');
  }
  const refusal = refusedActions().find((refused) => refused.actions[service]?.some((known) => known.toLowerCase() === name));
  if (refusal) {
    throw new InputError(`${shown}, which ${refusal.because}, so a job could widen access: `
      + 'remove it, and let a person or a deployment make the call');
  }
}

function checkResource(resource: string, property: string): void {
  const shown = `${property} lists the resource ${JSON.stringify(resource)}`;
  if (resource === '*') {
    return;
  }
  if (resource.includes('${')) {
    throw new InputError(`${shown}, which has a policy variable, so it differs for each principal: `
      + "write the ARN without '${', or use a condition");
  }
  if (!/^[\x21-\x7e]*$/.test(resource)) {
    throw new InputError(`${shown}, which has a space or a character that IAM policies don't accept: use the ARN `
      + 'as AWS shows it');
  }
  const [prefix, ...parts] = resource.split(':');
  // The rest of a text with a token may be any part of an ARN.
  if (prefix === 'arn' && parts.slice(0, 4).some(hasWildcard)) {
    throw new InputError(`${shown}, which has a wildcard in front of its last part, so it can also match other `
      + 'accounts or services: write the service, the Region and the account');
  }
}

/** Rejects a resource that is not an ARN. Only for a text without a token. */
export function checkPermissionArn(resource: string, displayName: DisplayName): void {
  if (resource !== '*' && !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(resource)) {
    throw new InputError(`${displayName(PROPERTY)} lists the resource ${JSON.stringify(resource)}: use an ARN, such as `
      + 'arn:aws:secretsmanager:us-east-1:123456789012:secret:NAME-??????');
  }
}

function checkConditions(conditions: Conditions = {}, property: string): void {
  for (const [operator, keys] of Object.entries(conditions)) {
    if (!OPERATOR.test(operator)) {
      throw new InputError(`${property} has the condition operator ${JSON.stringify(operator)}: use one of IAM, `
        + 'such as StringEquals');
    }
    const wrong = Object.keys(keys).find((key) => !isContextKey(key));
    if (wrong !== undefined || Object.keys(keys).length === 0) {
      throw new InputError(`${property} has the condition key ${JSON.stringify(wrong ?? '')}: use a key with its service, `
        + 'such as aws:ResourceTag/team');
    }
  }
}
