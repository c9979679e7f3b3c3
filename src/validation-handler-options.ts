import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';

/**
 * Options of the Lambda function that validates roles. A stack has one function, so all its validations need the same options.
 */
export interface ValidationHandlerOptions {
  /**
   * The runtime of the function: Node.js 20 or newer.
   *
   * @default - the newest Node.js runtime of the Region that the installed aws-cdk-lib knows
   */
  readonly runtime?: lambda.Runtime;

  /**
   * The role of the function. It needs permission to write to its log group.
   *
   * A mutable role also gets `iam:GetRole` and `iam:SimulatePrincipalPolicy` on the validated roles. For an immutable role, a warning shows the
   * statements that it needs.
   *
   * @default - a role with exactly these permissions
   */
  readonly role?: iam.IRole;

  /**
   * The permissions boundary of the function's default role. You can't combine it with `role`.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Whether the function's default role has its permissions in a managed policy. You can't combine it with `role`.
   *
   * @default false - inline policies
   */
  readonly managedPolicy?: boolean;

  /**
   * The VPC that the function runs in. It needs a route to IAM, and to Amazon S3, where CloudFormation takes its answer.
   *
   * @default - none
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets in `vpc`.
   *
   * @default - the private subnets
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * The security groups in `vpc`. They need HTTPS (port 443) to the outside.
   *
   * @default - a new security group
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * How many validations can run at once. A stack that has more waits, at most for 16 minutes.
   *
   * @default - the account's limit
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * The key that encrypts the function's log. Its key policy must let CloudWatch Logs use it.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default - CloudWatch Logs encrypts the log with its own key
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * The retention of the function's log. The log group is retained if the deployment fails, and if you delete the stack.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}
