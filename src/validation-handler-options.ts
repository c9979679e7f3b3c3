import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';

/**
 * Options of the Lambda function that validates roles. There is one function per stack, so that all validations of a stack must
 * have the same.
 */
export interface ValidationHandlerOptions {
  /**
   * The runtime of the function, one of Node.js 20 or newer.
   *
   * @default - the newest one of Node.js that the installed aws-cdk-lib knows the region to have: with an old one, name a newer one here
   */
  readonly runtime?: lambda.Runtime;

  /**
   * The role of the function. It has to be allowed to write to its log group; `iam:GetRole` and `iam:SimulatePrincipalPolicy` on the validated
   * roles are granted to it, where it can be changed.
   *
   * @default - one that allows these and nothing else
   */
  readonly role?: iam.IRole;

  /**
   * The boundary of the permissions of the function's role. It cannot be given together with `role`.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * How long the reports are kept. The log group outlives a failed deployment, and the stack.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}
