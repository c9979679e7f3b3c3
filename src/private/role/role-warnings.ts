import { Annotations, Aspects } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { hasCaller } from './role-callers';
import { featureOrigins } from '../../core/grant/features';
import { Grant } from '../../core/grant/grant';
import { PACKAGE } from '../../core/grant/package-name';
import { WorkloadScope } from '../../core/grant/workload';
import { assumedOwnerWarning } from '../../core/rules/bucket-owner-rules';
import { unenforcedConditions, unusedConditions } from '../../core/rules/job-condition-rules';
import { openScopeWarnings } from '../../core/rules/open-scope-warning';
import { PROPERTY_WORDING } from '../../core/rules/wording';
import { SageMakerExecutionRoleProps } from '../../execution-role-props';
import { Workload } from '../../workload';
import { bucketNames } from '../workload/bucket-names';

/** Warns about each property that the workload omits and that makes the access account-wide. */
export function warnOfOpenScopes(role: Construct, workload: Workload, granted: readonly Grant[]): void {
  const origins = featureOrigins(workload);
  for (const [id, message] of openScopeWarnings(granted, (feature) => origins.get(feature), PROPERTY_WORDING)) {
    warn(role, id, message);
  }
}

/** Warns about demands on jobs that IAM can't enforce, or that bind no one. */
export function warnOfJobConditions(role: Construct, workload: WorkloadScope): void {
  const unenforced = unenforcedConditions(workload, PROPERTY_WORDING);
  if (unenforced !== undefined) {
    warn(role, 'unenforcedConditions', unenforced);
  }
  const unused = unusedConditions(workload, PROPERTY_WORDING);
  if (unused !== undefined) {
    // A caller may come later in the app.
    const message = `${unused}, and it has no caller: let one start work, or omit them`;
    Aspects.of(role).add({ visit: (node) => node === role && !hasCaller(role) && warn(role, 'unusedConditions', message) });
  }
}

/** Warns about each bucket that the role can use only in its own account, because nobody states its owner. */
export function warnOfAssumedOwners(role: Construct, workload: Workload, { buckets = [] }: WorkloadScope): void {
  const message = assumedOwnerWarning(buckets, bucketNames(workload), PROPERTY_WORDING);
  if (message !== undefined) {
    warn(role, 'assumedBucketOwner', message);
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

/** Adds a warning that the user can acknowledge by its ID. */
export function warn(role: Construct, id: string, message: string): void {
  Annotations.of(role).addWarningV2(`${PACKAGE}:${id}`, message);
}
