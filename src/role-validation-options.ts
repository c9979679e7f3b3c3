import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { RoleRequirements } from './role-requirements';
import type { ValidationHandlerOptions } from './validation-handler-options';

/**
 * The reaction to a verdict.
 */
export enum VerdictAction {
  /** The deployment fails. */
  FAIL = 'fail',
  /** The deployment continues. The log has the verdict, and the physical id of the custom resource begins with it. */
  WARN = 'warn',
}

/**
 * Options of a validation.
 */
export interface RoleValidationOptions {
  /**
   * The reaction if IAM proves that the role lacks something that the workload needs.
   *
   * @default VerdictAction.FAIL - for a HyperPod connection, VerdictAction.WARN
   */
  readonly onInvalid?: VerdictAction;

  /**
   * The reaction if IAM can neither prove nor disprove that the role can run the workload.
   *
   * @default VerdictAction.WARN
   */
  readonly onInconclusive?: VerdictAction;

  /**
   * How long the validation retries a negative or unreadable answer, because IAM is eventually consistent. At most 3 minutes.
   *
   * @default Duration.seconds(30)
   */
  readonly propagationTimeout?: Duration;

  /**
   * Condition keys of the workload's requests and their values, for policies with conditions.
   *
   * They override the values that the validation assumes. The workload makes requests with each of several values, except for keys
   * that have several values in one request, such as `aws:TagKeys`.
   *
   * @default - the Region, the principal, TLS, the service that a role is passed to, and the account of your own resources
   */
  readonly context?: { [key: string]: string[] };

  /**
   * The ID of the organization that the role's account belongs to, such as `o-a1b2c3d4e5`, for policies with conditions on it.
   *
   * Requests then have it as `aws:PrincipalOrgID`. A trust policy that excludes it in `aws:SourceOrgID` or `aws:SourceOrgPaths` is `INVALID`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
   * @default - conditions on the organization leave the verdict open
   */
  readonly organizationId?: string;

  /**
   * Whether the validation also reads the policies of the resources that the workload names.
   *
   * These are the buckets, keys, topics, queues, functions and repositories of the stack's account. The Lambda function may then read their
   * policies. With `false`, a permission that only such a policy grants is `INVALID`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
   * @default true
   */
  readonly resourcePolicies?: boolean;

  /**
   * Any text. If it changes, the next deployment validates the role again.
   *
   * @default - the role is validated again if its requirements change
   */
  readonly revalidationTrigger?: string;

  /**
   * Options of the Lambda function that validates roles. A stack has one function, so all validations of a stack need the same options.
   *
   * @default - the newest Node.js runtime, and a separate role
   */
  readonly handler?: ValidationHandlerOptions;
}

/**
 * Properties of a RoleValidation.
 */
export interface RoleValidationProps extends RoleValidationOptions {
  /**
   * The role to validate. Pass either `role` or `roleName`.
   *
   * @default - the role with the name `roleName`
   */
  readonly role?: iam.IRole;

  /**
   * The name of the role to validate, without its path. Use it if you don't know the path.
   *
   * @default - the role in `role`
   */
  readonly roleName?: string;

  /** The permissions and the trust that the role must have. */
  readonly requirements: RoleRequirements;
}
