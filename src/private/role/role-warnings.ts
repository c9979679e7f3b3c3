import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { featureOrigins } from '../../core/grant/features';
import { Grant } from '../../core/grant/grant';
import { PACKAGE } from '../../core/grant/package-name';
import { openScopeWarnings } from '../../core/rules/open-scope-warning';
import { PROPERTY_WORDING } from '../../core/rules/wording';
import { SageMakerExecutionRoleProps } from '../../execution-role-props';
import { Workload } from '../../workload';

/** Warns about each property that the workload omits and that makes the access account-wide. */
export function warnOfOpenScopes(role: Construct, workload: Workload, granted: readonly Grant[]): void {
  const origins = featureOrigins(workload);
  for (const [id, message] of openScopeWarnings(granted, (feature) => origins.get(feature), PROPERTY_WORDING)) {
    warn(role, id, message);
  }
}

export function warnOfFixedName(role: Construct, { roleName }: SageMakerExecutionRoleProps): void {
  if (roleName !== undefined) {
    warn(role, 'fixedRoleName', "'roleName' is set, so the role fails in a second Region or stack of this account, and the deployment needs "
      + 'CAPABILITY_NAMED_IAM: omit it, and CloudFormation generates a name');
  }
}

export function warnOfPolicyQuota(role: Construct, quota: number): void {
  warn(role, 'policyQuota', `the role has more than ${quota} managed policies, and IAM rejects it unless you raise the account's quota `
    + "'Managed policies attached to an IAM role' (up to 25): raise the quota, list fewer buckets, or use fewer prefixes");
}

function warn(role: Construct, id: string, message: string): void {
  Annotations.of(role).addWarningV2(`${PACKAGE}:${id}`, message);
}
