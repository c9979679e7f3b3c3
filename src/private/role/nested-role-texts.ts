import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { checkAttributes } from './role-attributes';
import { checkNames } from './role-name';
import { trustPrincipal, trustScope } from './role-trust';
import { trustedServices } from '../../core/grant/trust';
import { WorkloadScope } from '../../core/grant/workload';
import { SageMakerExecutionRoleProps } from '../../execution-role-props';
import { hasNestedText } from '../workload/resolved-text';
import { checkAtSynthesis, checkNestedTexts } from '../workload/scope-texts';

/** Makes the synthesis fail if the literal parts inside of tokens are bad, in any property of a role. */
export function checkNestedRoleTexts(role: iam.Role, props: SageMakerExecutionRoleProps, workload: WorkloadScope): void {
  const stack = Stack.of(role);
  checkNestedTexts(role, workload, stack.account);
  const { roleName, path, description, permissionsBoundary, sourceArns } = props;
  const boundary = permissionsBoundary && { managedPolicyArn: permissionsBoundary.managedPolicyArn };
  // A literal name is the name of this role by now.
  checkAtSynthesis(role, { roleName: hasNestedText(roleName) ? roleName : undefined, path }, (names) => checkNames(stack, names));
  checkAtSynthesis(role, { description, permissionsBoundary: boundary }, checkAttributes);
  const services = hasNestedText(sourceArns) ? trustedServices(workload) : [];
  checkAtSynthesis(role, sourceArns, (arns) => trustPrincipal(services, trustScope({ ...props, sourceArns: arns }, stack.account)));
}
