import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkAccount, isRoleName, nameOf } from '../../core/rules/role-identity';
import { isPlaceholder, lookedUp } from '../lookup-placeholder';

/** A role to validate, in the forms that its validation needs. */
export interface RoleToValidate {
  /** The properties of the custom resource. */
  readonly properties: Record<string, string>;
  /** The ARNs that the Lambda function may read. */
  readonly readableArns: string[];
  /** The ARN, unless only the name is known. */
  readonly arn?: string;
}

export function roleToValidate(validation: Construct, given: { readonly role?: iam.IRole; readonly roleName?: string }): RoleToValidate {
  const { role } = given;
  const roleName = given.roleName && lookedUp(given.roleName);
  const { path } = validation.node;
  if ((role === undefined) === (roleName === undefined)) {
    throw new Error(`${path}: ${role ? "'role' and 'roleName' are both set: omit one" : "set 'role' or 'roleName'"}`);
  }
  if (role) {
    // A placeholder has an invented account.
    isPlaceholder(role.roleArn) || checkRole(validation, role);
    return { properties: { RoleArn: role.roleArn }, readableArns: [role.roleArn], arn: role.roleArn };
  }
  if (!Token.isUnresolved(roleName) && !isRoleName(roleName!)) {
    throw new Error(`${path}: 'roleName' is ${JSON.stringify(roleName)}: use the name alone, without its path, of 1 to 64 letters, `
      + 'digits and +=,.@_-');
  }
  const arnOf = (rolePath: string) => Stack.of(validation).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: rolePath + roleName });
  return { properties: { RoleName: roleName! }, readableArns: [arnOf(''), arnOf('*/')] };
}

function checkRole(validation: Construct, { roleArn, env, node }: iam.IRole): void {
  const { account, partition } = Stack.of(validation);
  const place = { account: known(account), partition: known(partition) };
  const accountOfRole = known(env.account);
  try {
    if (known(roleArn) !== undefined) {
      nameOf(roleArn, place);
    } else if (accountOfRole !== undefined) {
      // CDK knows the account of a role that another stack creates, but not its ARN.
      checkAccount(node.path, accountOfRole, place);
    }
  } catch (error) {
    throw new Error(`${validation.node.path}: can't validate 'role': ${(error as Error).message}`, { cause: error });
  }
}

/** A value, unless it's a token. */
export function known(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
