import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { grants } from './core/grant/grants';
import { packGrants } from './core/grant/packing/packed-grants';
import { trustedServices } from './core/grant/trust';
import { asPropertyName } from './core/rules/wording';
import { withPath } from './private/error-path';
import { addWorkloadWarnings } from './private/role/input-warnings';
import { managedPolicy, numbered } from './private/role/managed-policy';
import { isMutable } from './private/role/mutable-role';
import { warnOfMissingTrust } from './private/role/role-warnings';
import { checkShape, shownConstruct } from './private/value-shape';
import { checkNestedTexts } from './private/workload/scope-texts';
import { TokenLengths } from './private/workload/token-lengths';
import { workloadScope } from './private/workload/workload-scope';
import { RoleRequirements } from './role-requirements';
import { Workload } from './workload';

/**
 * Properties of WorkloadPolicies.
 */
export interface WorkloadPoliciesProps {
  /** The workload that the roles must be able to run. */
  readonly workload: Workload;

  /**
   * The roles that get the permissions. List at least one.
   *
   * You get an error for an immutable role, and for an imported role of another account.
   */
  readonly roles: iam.IRole[];
}

/**
 * The permissions of a workload, in managed policies that are attached to roles of your own.
 *
 * Use it for roles that you create elsewhere, or import. They get the same policies as a `SageMakerExecutionRole`. Their trust
 * policies stay as they are: you get the warning `missingTrust` if a role of the app doesn't trust a service that the workload needs.
 *
 * Add a dependency on this construct to a resource that uses the permissions at once.
 *
 * @exampleMetadata fixture=stack
 * @example
 * declare const bucket: s3.IBucket;
 * const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
 *
 * new WorkloadPolicies(this, 'Policies', {
 *   workload: { roleType: SageMakerRoleType.TRAINING, buckets: [BucketAccess.readWrite(bucket)], encryptionKeys: [] },
 *   roles: [role],
 * });
 */
export class WorkloadPolicies extends Construct {
  private readonly workload: Workload;

  constructor(scope: Construct, id: string, props: WorkloadPoliciesProps) {
    super(scope, id);
    const { path } = this.node;
    withPath(path, () => this.checkRoles(props));
    const lengths = new TokenLengths();
    const workload = withPath(path, () => workloadScope(props.workload, this, lengths));
    const { partition, region, account } = Stack.of(this);
    const byRole = props.roles.map((role) => {
      const granted = grants(workload, { partition, region, account }, role.roleArn);
      return { role, granted, packed: withPath(path, () => packGrants(granted, (value) => lengths.lengthOf(value), asPropertyName)) };
    });
    const [{ granted, packed }] = byRole;
    packed.policies.forEach((statements, index) => managedPolicy(this, numbered('Policy', index), statements, granted, props.roles));
    // Each role passes itself, and not the others.
    byRole.flatMap((one) => one.packed.passRolePolicies.map((statements) => ({ ...one, statements })))
      .forEach(({ role, statements }, index) => managedPolicy(this, numbered('PassRolePolicy', index), statements, granted, [role]));
    this.workload = props.workload;
    checkNestedTexts(this, workload, account);
    addWorkloadWarnings(this, props.workload, workload, granted);
    warnOfMissingTrust(this, props.roles, trustedServices(workload).map(({ service }) => service));
  }

  /** The permissions and the trust that the roles must have, as the requirements of a validation. */
  public get requirements(): RoleRequirements {
    return RoleRequirements.executionRole(this.workload);
  }

  private checkRoles(props: WorkloadPoliciesProps): void {
    checkShape(undefined, props, { workload: 'object', roles: 'list' });
    const { roles, workload } = props;
    if (roles === undefined || roles.length === 0 || workload === undefined) {
      throw new Error(workload === undefined ? "'workload' is missing: describe the workload" : "'roles' is empty: list at least one role");
    }
    for (const role of roles as unknown[]) {
      if (!Construct.isConstruct(role) || !('roleArn' in role) || !('attachInlinePolicy' in role)) {
        throw new Error(`'roles' lists ${shownConstruct(role)}, but takes constructs: make one of it, for example with Role.fromRoleArn`);
      }
      if (!isMutable(role as unknown as iam.IRole, this)) {
        throw new Error(`'roles' lists ${shownConstruct(role)}, which is immutable or of another account, so CDK would drop the policies: `
          + 'import it with { mutable: true } in a stack of its account, or attach the documents of `sagemaker-role policy` there');
      }
    }
  }
}
