import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { literalsOf, quotedText } from '../../core/rules/partial-text';
import { isRoleName, isRolePath } from '../../core/rules/role-identity';
import { partsOf } from '../workload/token-parts';

/** The roles of a stack by their names in lower case, because IAM ignores the case of role names. */
const NAMED_ROLES = new WeakMap<Stack, Map<string, Construct>>();

/** Rejects a role name or a path that IAM rejects, and a name that another role of the stack has. */
export function checkNames(stack: Stack, { roleName, path }: { readonly roleName?: string; readonly path?: string }): void {
  if (roleName !== undefined && !Token.isUnresolved(roleName)) {
    checkRoleName(stack, roleName);
  }
  if (roleName !== undefined && literalsOf(partsOf(roleName)).some((part) => part !== '' && !isRoleName(part))) {
    throw new Error(`'roleName' ${quotedText(partsOf(roleName))} has characters that IAM doesn't allow: use letters, digits and +=,.@_-`);
  }
  if (path !== undefined && !(Token.isUnresolved(path) ? /^[\x21-\x7e]*$/.test(literalsOf(partsOf(path)).join('')) : isRolePath(path))) {
    throw new Error(`'path' is ${JSON.stringify(path)}: begin and end it with a slash, as in /service-roles/${path.length > 512 ? ', and use at most 512 characters' : ''}`);
  }
}

/** Remembers the name of a role, for the check of the next one. */
export function rememberName(role: iam.Role, roleName: string | undefined): void {
  // iam.Role.customizeRoles replaces the role, and its precreated role ignores the name.
  if (roleName !== undefined && !Token.isUnresolved(roleName) && role.node.defaultChild instanceof iam.CfnRole) {
    const stack = Stack.of(role);
    NAMED_ROLES.set(stack, (NAMED_ROLES.get(stack) ?? new Map()).set(roleName.toLowerCase(), role));
  }
}

function checkRoleName(stack: Stack, roleName: string): void {
  const shown = JSON.stringify(roleName);
  if (roleName.length < 1 || roleName.length > 64) {
    throw new Error(`'roleName' ${shown} has ${roleName.length} characters: use 1 to 64, or omit it`);
  }
  if (!isRoleName(roleName)) {
    throw new Error(`'roleName' ${shown} has characters that IAM doesn't allow: use letters, digits and +=,.@_-`);
  }
  const other = NAMED_ROLES.get(stack)?.get(roleName.toLowerCase());
  if (other && other.node.scope?.node.tryFindChild(other.node.id) === other) {
    throw new Error(`'roleName' ${shown} is also the name of ${other.node.path}. Role names are unique in an account, and IAM ignores `
      + 'their path and case: use another name, or omit it');
  }
}
