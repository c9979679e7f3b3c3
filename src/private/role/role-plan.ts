import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkAttributes } from './role-attributes';
import { checkNames } from './role-name';
import { roleShape } from './role-shape';
import { trustPrincipal, trustScope } from './role-trust';
import { PACKAGE } from '../../core/grant/package-name';
import { trustedServices } from '../../core/grant/trust';
import { WorkloadScope } from '../../core/grant/workload';
import { Environment } from '../../core/iam/environment';
import { checkMember } from '../../core/rules/enum-member';
import { PolicyAttachment, SageMakerExecutionRoleProps } from '../../execution-role-props';
import { checkShape } from '../value-shape';
import { partitionCheck } from '../workload/arn-checks';
import { nonEmpty } from '../workload/listed-values';
import { TokenLengths } from '../workload/token-lengths';
import { workloadScope } from '../workload/workload-scope';

/** The decisions that a role needs before its construct exists. */
export interface RolePlan {
  readonly workload: WorkloadScope;
  readonly environment: Environment;
  readonly services: readonly string[];
  readonly roleProps: iam.RoleProps;
}

export function planRole(scope: Construct, props: SageMakerExecutionRoleProps, lengths: TokenLengths): RolePlan {
  const stack = Stack.of(scope);
  const { partition, region, account } = stack;
  checkShape(undefined, props, roleShape());
  checkNames(stack, props);
  checkAttributes(props);
  checkMember('policyAttachment', props.policyAttachment ?? PolicyAttachment.BEFORE_ROLE, 'PolicyAttachment', Object.values(PolicyAttachment));
  // Services name only resources of the role's own partition.
  const samePartition = partitionCheck(scope);
  props.sourceArns && nonEmpty('sourceArns', props.sourceArns).forEach((arn) => samePartition('sourceArns', arn));
  const workload = workloadScope(props, scope, lengths);
  const trusted = trustedServices(workload);
  return {
    workload,
    environment: { partition, region, account },
    services: trusted.map(({ service }) => service),
    roleProps: {
      assumedBy: trustPrincipal(trusted, trustScope(props, account)),
      roleName: props.roleName,
      path: props.path,
      description: props.description ?? `Execution role of SageMaker (${props.roleType}), made by ${PACKAGE}`,
      maxSessionDuration: props.maxSessionDuration,
      permissionsBoundary: props.permissionsBoundary,
    },
  };
}
