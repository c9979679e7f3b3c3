import type { Duration } from 'aws-cdk-lib';

/**
 * Demands on the jobs, models and endpoint configurations that a role starts or creates.
 *
 * IAM denies a request that doesn't meet them. Not every action knows every condition. If no action knows one, you get an
 * error. If only some do, the warning `unenforcedConditions` names the others.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security_iam_id-based-policy-examples.html
 */
export interface JobConditions {
  /**
   * Whether a VPC is required. If the workload names `network`, only its subnets and security groups are allowed.
   *
   * @default false
   */
  readonly requireNetwork?: boolean;

  /**
   * Whether a customer managed key for storage volumes is required. If the workload names keys, only these are allowed.
   *
   * Start jobs with the ARN of the key, not with its ID or alias.
   *
   * @default false
   */
  readonly requireVolumeKey?: boolean;

  /**
   * Whether a customer managed key for output is required. If the workload names keys, only these are allowed.
   *
   * Start jobs with the ARN of the key, not with its ID or alias.
   *
   * @default false
   */
  readonly requireOutputKey?: boolean;

  /**
   * Whether network isolation is required.
   *
   * @default false
   */
  readonly requireNetworkIsolation?: boolean;

  /**
   * Whether encrypted traffic between the containers of a job is required.
   *
   * @default false
   */
  readonly requireTrafficEncryption?: boolean;

  /**
   * Whether remote debugging of training jobs is forbidden.
   *
   * @default false
   */
  readonly forbidRemoteDebug?: boolean;

  /**
   * The allowed instance types, such as `ml.m5.large`, and families, such as `ml.g5.*`.
   *
   * @default - every type
   */
  readonly instanceTypes?: string[];

  /**
   * The longest allowed run time of a job. A job without a limit is denied.
   *
   * @default - any
   */
  readonly maxRuntime?: Duration;
}
