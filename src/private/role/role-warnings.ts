import { Annotations, Aspects, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { foreignStatements } from './foreign-statements';
import { hasCaller } from './role-callers';
import { featureOrigins } from '../../core/grant/features';
import { Grant } from '../../core/grant/grant';
import { PACKAGE } from '../../core/grant/package-name';
import { WorkloadScope } from '../../core/grant/workload';
import { assumedOwnerWarning } from '../../core/rules/bucket-owner-rules';
import { startedActions, startedByCaller, unenforcedConditions, unusedConditions } from '../../core/rules/job-condition-rules';
import { openScopeWarnings } from '../../core/rules/open-scope-warning';
import { PROPERTY_WORDING } from '../../core/rules/wording';
import { SageMakerExecutionRoleProps } from '../../execution-role-props';
import { Workload } from '../../workload';
import { bucketNames } from '../workload/bucket-names';

/** Warns about statements that grants of other constructs add to a role. */
export function warnOfOthers(role: Construct): void {
  atSynthesis(role, () => {
    const statements = foreignStatements(role);
    return statements.length === 0 ? undefined : ['widenedByOthers', 'other constructs add statements to the role, which no validation asks about '
      + `(${statements.join('; ')}): pass role.withoutPolicyUpdates() to them, or list what the workload needs in 'additionalPermissions'`];
  });
}

/** Warns about roles of the app that don't trust a service. The trust policy of an imported role isn't known. */
export function warnOfMissingTrust(policies: Construct, roles: readonly iam.IRole[], services: readonly string[]): void {
  for (const role of roles) {
    atSynthesis(policies, () => {
      const trust = (role as Partial<iam.Role>).assumeRolePolicy;
      const text = trust && JSON.stringify(Stack.of(role).resolve(trust));
      const missing = services.filter((service) => text !== undefined && !text.includes(`"${service}"`));
      return missing.length === 0 ? undefined : ['missingTrust', `the trust policy of ${role.node.path} lacks ${missing.join(', ')}, so the workload can't use `
        + `the role: add ${missing.map((service) => `new iam.ServicePrincipal('${service}')`).join(' and ')} to its 'assumedBy'`];
    });
  }
}

/** Warns about each property that the workload omits and that makes the access account-wide. */
export function warnOfOpenScopes(role: Construct, workload: Workload, granted: readonly Grant[]): void {
  const origins = featureOrigins(workload);
  for (const [id, message] of openScopeWarnings(granted, (feature) => origins.get(feature), PROPERTY_WORDING)) {
    warn(role, id, message);
  }
}

/** Warns about demands on jobs that IAM can't enforce, or that bind no one. A caller may come later in the app. */
export function warnOfJobConditions(role: Construct, workload: WorkloadScope): void {
  if (workload.jobConditions === undefined && workload.resourceTags === undefined && workload.resourceNamePrefix === undefined) {
    return;
  }
  atSynthesis(role, () => {
    const bound = [...new Set([...startedActions(workload), ...hasCaller(role) ? startedByCaller(workload) : []])];
    const message = unenforcedConditions(workload, PROPERTY_WORDING, bound);
    return message === undefined ? undefined : ['unenforcedConditions', message];
  });
  const unused = unusedConditions(workload, PROPERTY_WORDING);
  if (unused !== undefined) {
    atSynthesis(role, () => hasCaller(role) ? undefined
      : ['unusedConditions', `${unused}, and it has no caller: let one start work with grantRunWorkload, or omit it`]);
  }
}

/** Warns about each bucket that the role can use only in its own account, because its owner isn't stated. */
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

/** Warns at the end, since the rest of the app may still change what the warning is about. */
export function atSynthesis(construct: Construct, warning: () => readonly [id: string, message: string] | undefined): void {
  Aspects.of(construct).add({
    visit: (node) => {
      const found = node === construct ? warning() : undefined;
      if (found) {
        warn(construct, ...found);
      }
    },
  });
}

/** Adds a warning that the user can acknowledge by its ID. */
export function warn(role: Construct, id: string, message: string): void {
  Annotations.of(role).addWarningV2(`${PACKAGE}:${id}`, message);
}
