import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, Dependable } from 'constructs';
import { checkValidatedKinds } from './validation-shapes';
import { ValidatedRoleOptions } from '../../execution-role-props';
import { RoleRequirements } from '../../role-requirements';
import { RoleValidation } from '../../role-validation';
import { Workload } from '../../workload';
import { withPath } from '../error-path';
import { lookedUp } from '../lookup-placeholder';

/** Imports a role by its ARN, with its validation as a child. */
export function importByArn(
  scope: Construct, id: string, givenArn: string, workload: Workload, given: ValidatedRoleOptions,
): iam.IRole {
  const { mutable = false, ...options } = checkedOptions(scope, id, given);
  const roleArn = lookedUp(givenArn);
  withPath(`${scope.node.path}/${id}`, () => checkRoleArn(roleArn));
  const imported = iam.Role.fromRoleArn(scope, id, roleArn, { mutable });
  return withValidatedArn(imported, new RoleValidation(imported, 'Validation', {
    ...options,
    role: iam.Role.fromRoleArn(imported, 'Given', roleArn, { mutable: false }),
    requirements: RoleRequirements.executionRole(workload),
  }));
}

/** Imports a role by its name, with its validation as a child. */
export function importByName(
  scope: Construct, id: string, roleName: string, workload: Workload, given: ValidatedRoleOptions,
): iam.IRole {
  const { mutable = false, ...options } = checkedOptions(scope, id, given);
  const imported = iam.Role.fromRoleName(scope, id, roleName, { mutable });
  return withValidatedArn(imported, new RoleValidation(imported, 'Validation', {
    ...options, roleName, requirements: RoleRequirements.executionRole(workload),
  }));
}

/**
 * Replaces `roleArn` with the attribute of the validation, so that every resource that references the ARN waits for the verdict.
 *
 * The property is redefined on the imported role. A class of our own that implements IRole would break with each method that
 * a CDK release adds to it. The name and the account of the role still come from the ARN that the user passed.
 */
function withValidatedArn(role: iam.IRole, { validatedRoleArn }: RoleValidation): iam.IRole {
  // A dependency on the role is a dependency on its children: the verdict, and the attached policies.
  Dependable.implement(role, { dependencyRoots: [role] });
  return Object.defineProperty(role, 'roleArn', { value: validatedRoleArn, enumerable: true });
}

function checkedOptions(scope: Construct, id: string, options: ValidatedRoleOptions): ValidatedRoleOptions {
  withPath(`${scope.node.path}/${id}`, () => checkValidatedKinds(options));
  return options;
}

function checkRoleArn(roleArn: string): void {
  if (!Token.isUnresolved(roleArn) && !/^arn:([^:]*:){4}./.test(roleArn)) {
    throw new Error(`'roleArn' is ${JSON.stringify(roleArn)}, which is not an ARN: use an ARN such as arn:aws:iam::123456789012:role/NAME, or `
      + 'pass a role name to SageMakerExecutionRole.fromValidatedRoleName');
  }
}
