import type { SageMakerExecutionRoleProps } from '../../execution-role-props';
import type { Workload } from '../../workload';
import { Shape } from '../value-shape';
import { workloadShape } from '../workload/workload-kinds';

const ROLE: Shape<Omit<SageMakerExecutionRoleProps, keyof Workload>> = {
  roleName: 'text',
  path: 'text',
  description: 'text',
  maxSessionDuration: 'duration',
  permissionsBoundary: 'managedPolicy',
  accountScopedTrust: 'flag',
  sourceArns: 'texts',
  policyAttachment: 'any',
  ownershipTags: 'flag',
};

/** Every property of a role, with those of its workload. */
export function roleShape(): Shape<SageMakerExecutionRoleProps> {
  return { ...workloadShape(), ...ROLE };
}
