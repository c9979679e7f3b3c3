import * as iam from 'aws-cdk-lib/aws-iam';
import { PACKAGE } from '../../core/grant/package-name';
import { SageMakerExecutionRoleProps } from '../../execution-role-props';

/** Lower than the priority of Tags.of(…), so that the user's own tags win. */
const PRIORITY = 50;

/** Tags a role with its creator and its role type, unless the user opts out. */
export function tagOwnership(role: iam.Role, { roleType, ownershipTags = true }: SageMakerExecutionRoleProps): void {
  const cfnRole = role.node.defaultChild;
  // iam.Role.customizeRoles replaces the role, and its precreated role has no tags.
  if (ownershipTags && cfnRole instanceof iam.CfnRole) {
    cfnRole.tags.setTag('CreatedBy', PACKAGE, PRIORITY);
    cfnRole.tags.setTag('RoleType', roleType, PRIORITY);
  }
}
