import type * as iam from 'aws-cdk-lib/aws-iam';
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
   * A mutable role also gets `iam:GetRole` and `iam:SimulatePrincipalPolicy` on the validated roles. Grant them to an immutable role yourself.
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
   * The retention of the function's log. The log group is retained if the deployment fails, and if you delete the stack.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}
