import { Environment } from '../iam/environment';

/** The role to validate. */
export interface RoleIdentity extends Environment {
  readonly name: string;
  /** Its ARN, where it is known. */
  readonly arn?: string;
  /** Whether the ARN is assembled from a name, so that IAM may return another one. */
  readonly arnIsGuessed?: boolean;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
const PATH = /^\/(?:[\x21-\x7e]{1,510}\/)?$/;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/** Whether IAM accepts a role name. */
export function isRoleName(name: string): boolean {
  return ROLE_NAME.test(name);
}

/** Whether IAM accepts a path of a role. */
export function isRolePath(path: string): boolean {
  return PATH.test(path);
}

/**
 * The role of an ARN or a name.
 *
 * GetRole finds a name in the caller's own account. For an ARN of another account, it would return a different role of the same name.
 *
 * @throws an error with the fix for an ARN or a name that can't be validated
 */
export function roleIdentity(given: { readonly arn?: string; readonly name?: string }, place: Environment): RoleIdentity {
  if (given.arn !== undefined) {
    return { ...place, arn: given.arn, name: nameOf(given.arn, place) };
  }
  if (given.name === undefined || !isRoleName(given.name)) {
    throw new Error(`${JSON.stringify(given.name)} is not a role name: use the name without its path, of 1 to 64 letters, `
      + 'digits and +=,.@_-');
  }
  return { ...place, name: given.name };
}

/** The role that a user types as an ARN or a name. */
export function typedRole(given: string, place: Environment): RoleIdentity {
  return roleIdentity(given.startsWith('arn:') ? { arn: given } : { name: given }, place);
}

/** The name of a role from its ARN. */
export function nameOf(arn: string, place: Partial<Environment>): string {
  const [prefix, partition, service, region, account, ...rest] = arn.split(':');
  const resource = rest.join(':');
  if (prefix === 'arn' && service === 'sts' && resource.startsWith('assumed-role/')) {
    throw new Error(`${arn} is a session of a role: use the role's own ARN, arn:${partition}:iam::${account}:role/${resource.split('/')[1]}, `
      + 'with its path if it has one');
  }
  if (prefix === 'arn' && service === 'iam' && (resource === 'root' || resource.startsWith('user/'))) {
    throw new Error(`${arn} is ${resource === 'root' ? 'the root user of an account' : 'a user'}, but SageMaker assumes only roles: use the ARN of a role`);
  }
  const [, path = '', name = ''] = /^role(\/.*?)([^/]*)$/s.exec(resource) ?? [];
  const isArn = prefix === 'arn' && service === 'iam' && region === '' && /^\d{12}$/.test(account ?? '');
  if (!isArn || !PATH.test(path) || !isRoleName(name)) {
    throw new Error(`${arn} is not a role ARN: use an ARN such as arn:aws:iam::123456789012:role/NAME`);
  }
  if (resource.startsWith('role/aws-service-role/')) {
    throw new Error(`${arn} is a service-linked role, which only its own service can assume: use another role`);
  }
  if (place.partition !== undefined && partition !== place.partition) {
    throw new Error(`${arn} is in the partition ${partition}, but the validation runs in ${place.partition}: use a role of this partition`);
  }
  checkAccount(arn, account, place);
  return name;
}

/**
 * Rejects a role of an account other than the validation's.
 *
 * @param role the name of the role in the error
 */
export function checkAccount(role: string, account: string, place: Partial<Environment>): void {
  if (place.account !== undefined && account !== place.account) {
    throw new Error(`${role} is a role of account ${account}, but the validation runs in account ${place.account}: use a role of this account`);
  }
}
