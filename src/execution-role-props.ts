import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { RoleValidationOptions } from './role-validation-options';
import type { Workload } from './workload';

/**
 * The order of a role and its policies in the deployment.
 */
export enum PolicyAttachment {
  /**
   * The role references its policies, so its permissions exist before any resource that references the role.
   *
   * One policy is an exception: a policy that lets the role pass itself references the role. Add a dependency on the role to a
   * resource that needs this permission at once.
   */
  BEFORE_ROLE = 'before_role',

  /**
   * The policies reference the role. Use this if you get a circular dependency, because a resource that the workload lists
   * references the role: for example a key whose policy names the role, or a function in `functions` that can pass it.
   *
   * Add a dependency on the role to every resource that uses it, so that it waits for the permissions.
   */
  AFTER_ROLE = 'after_role',
}

/**
 * Properties of a SageMakerExecutionRole.
 */
export interface SageMakerExecutionRoleProps extends Workload {
  /**
   * A name for the role: 1 to 64 letters, digits and `+=,.@_-`.
   *
   * IAM is global, so a fixed name fails in a second Region, and the deployment needs CAPABILITY_NAMED_IAM. You get the warning
   * `fixedRoleName`.
   *
   * @default - CloudFormation generates a name
   */
  readonly roleName?: string;

  /**
   * The path of the role. Begin and end it with a slash.
   *
   * @default /
   */
  readonly path?: string;

  /**
   * A description of the role of up to 1,000 characters.
   *
   * @default - a description that names the role type
   */
  readonly description?: string;

  /**
   * The longest session of the role, from 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * The permissions boundary of the role.
   *
   * @default - none, or the one that `iam.PermissionsBoundary` sets
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Whether services can assume the role only on behalf of this account (`aws:SourceAccount`).
   *
   * This prevents the confused deputy problem. A service that doesn't send the key can't assume the role. So services whose trust policy AWS
   * documents without this condition never get it, such as `hyperpod.sagemaker.amazonaws.com`.
   *
   * @default true
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
   */
  readonly accountScopedTrust?: boolean;

  /**
   * The resources that services can assume the role for (`aws:SourceArn`), as ARN patterns.
   *
   * Each pattern applies to the service in its ARN. A pipeline also needs the patterns of the jobs of its steps.
   *
   * @default - any resource
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
   */
  readonly sourceArns?: string[];

  /**
   * Whether the policies are attached before or after the role exists.
   *
   * @default PolicyAttachment.BEFORE_ROLE
   */
  readonly policyAttachment?: PolicyAttachment;

  /**
   * Whether the role has the tags `CreatedBy` and `RoleType`. Tags that you set with `Tags.of` win.
   *
   * @default true
   */
  readonly ownershipTags?: boolean;
}

/**
 * Options of an existing role that you import and validate.
 */
export interface ValidatedRoleOptions extends RoleValidationOptions {
  /**
   * Whether CDK can attach policies to the role. The validation doesn't wait for these policies.
   *
   * @default false
   */
  readonly mutable?: boolean;
}

/**
 * A HyperPod cluster and the EKS cluster that orchestrates it.
 */
export interface HyperPodClusters {
  /** The ARN of the HyperPod cluster. */
  readonly clusterArn: string;

  /** The ARN of the EKS cluster. */
  readonly eksClusterArn: string;
}
