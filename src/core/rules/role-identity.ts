/** The role to validate. */
export interface RoleIdentity {
  readonly name: string;
  /** Its ARN, where it is known. */
  readonly arn?: string;
  /** Whether the ARN is assembled from a name, so that IAM may return another one. */
  readonly arnIsGuessed?: boolean;
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/** Where the judgement takes place: the account, partition and region of who judges. */
export interface Place {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
const PATH = /^\/(?:[\x21-\x7e]{1,510}\/)?$/;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/**
 * The role that an ARN or a name stands for.
 *
 * GetRole looks up a bare name in the caller's own account, so that the role of another account must never be looked up: it
 * would be another role of the same name.
 *
 * @throws what is wrong with the ARN or the name, and what to use instead
 */
export function roleIdentity(given: { readonly arn?: string; readonly name?: string }, place: Place): RoleIdentity {
  if (given.arn !== undefined) {
    return { ...place, arn: given.arn, name: nameOf(given.arn, place) };
  }
  if (given.name === undefined || !ROLE_NAME.test(given.name)) {
    throw new Error(`${JSON.stringify(given.name)} is no name of a role: use the name alone, without its path, 1 to 64 characters out of `
      + 'letters, digits and +=,.@_-');
  }
  return { ...place, name: given.name };
}

/** The name of the role of an ARN. */
export function nameOf(arn: string, place: Partial<Place>): string {
  const [prefix, partition, service, region, account, ...rest] = arn.split(':');
  const resource = rest.join(':');
  if (prefix === 'arn' && service === 'sts' && resource.startsWith('assumed-role/')) {
    throw new Error(`${arn} is a session of a role: use the role's own ARN, arn:${partition}:iam::${account}:role/${resource.split('/')[1]}, `
      + 'with its path if it has one');
  }
  if (prefix === 'arn' && service === 'iam' && (resource === 'root' || resource.startsWith('user/'))) {
    throw new Error(`${arn} is ${resource === 'root' ? 'the root user of an account' : 'a user'}, and SageMaker assumes roles only: use the ARN of a role`);
  }
  const [, path = '', name = ''] = /^role(\/.*?)([^/]*)$/s.exec(resource) ?? [];
  const isArn = prefix === 'arn' && service === 'iam' && region === '' && /^\d{12}$/.test(account ?? '');
  if (!isArn || !PATH.test(path) || !ROLE_NAME.test(name)) {
    throw new Error(`${arn} is no ARN of a role: use one such as arn:aws:iam::123456789012:role/NAME`);
  }
  if (resource.startsWith('role/aws-service-role/')) {
    throw new Error(`${arn} is a service-linked role, which only its own service can assume: use another role`);
  }
  if (place.partition !== undefined && partition !== place.partition) {
    throw new Error(`${arn} is of the partition ${partition}, and this is ${place.partition}: use a role of this partition`);
  }
  checkAccount(arn, account, place);
  return name;
}

/**
 * Whether a role is of the account of who judges.
 *
 * @param role what the role is called in the error
 */
export function checkAccount(role: string, account: string, place: Partial<Place>): void {
  if (place.account !== undefined && account !== place.account) {
    throw new Error(`${role} is a role of the account ${account}, and this is ${place.account}: use a role of this account`);
  }
}
