import { join } from 'path';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IDependable } from 'constructs';
import { checkHandlerOptions, sameHandlerOptions } from './handler-options';
import { HandlerRole } from './handler-role';
import { Reading } from './readings';
import { FUNCTION_TIMEOUT } from './validation-timing';
import { ValidationHandlerOptions } from '../../validation-handler-options';

/** The bundle, from `src` as well as from `lib`. */
const BUNDLE = join(__dirname, '..', '..', '..', 'assets', 'handler', 'index');

/** The id is unusual on purpose: it's a child of the stack, next to the user's own constructs. */
const CHILD_ID = 'SageMaker::RoleValidation';

/**
 * The Lambda function that validates the roles of a stack. It calls only read-only actions, and writes its own log.
 */
export class ValidationHandler extends Construct {
  /** Returns the function of the stack, and creates it for the first validation. */
  public static for(validation: Construct, options: ValidationHandlerOptions): ValidationHandler {
    checkHandlerOptions(validation, options);
    const stack = Stack.of(validation);
    const existing = stack.node.tryFindChild(CHILD_ID) as ValidationHandler | undefined;
    if (existing && !sameHandlerOptions(existing.options, options)) {
      throw new Error(`${validation.node.path}: 'handler' differs from the options of ${existing.first.node.path}, but the validations of a stack share one `
        + 'function: use the same options for both');
    }
    return existing ?? new ValidationHandler(stack, CHILD_ID, validation, options);
  }

  public readonly function: lambda.Function;
  private readonly role: HandlerRole;

  private constructor(
    scope: Construct, id: string, private readonly first: Construct, private readonly options: ValidationHandlerOptions,
  ) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: options.logRetention ?? logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN,
      encryptionKey: options.logEncryptionKey,
    });
    this.role = new HandlerRole(this, logGroup, options);
    this.function = new lambda.Function(this, 'Handler', {
      description: 'Validates existing IAM roles for SageMaker workloads, read-only',
      code: lambda.Code.fromAsset(BUNDLE),
      handler: 'index.handler',
      runtime: options.runtime ?? lambda.determineLatestNodeRuntime(this),
      timeout: FUNCTION_TIMEOUT,
      memorySize: 256,
      role: this.role.role,
      logGroup,
      vpc: options.vpc,
      vpcSubnets: options.subnets,
      securityGroups: options.securityGroups,
      reservedConcurrentExecutions: options.reservedConcurrentExecutions,
    });
  }

  /**
   * Lets the function read the roles and policies of a validation.
   *
   * @returns the dependency of the validation, if it needs one
   */
  public allowReading(validation: Construct, readings: readonly Reading[]): IDependable | undefined {
    return this.role.allowReading(validation, readings);
  }

  /** Whether the function's role has room for the policies that a validation reads. */
  public hasRoomFor(readings: readonly Reading[]): boolean {
    return this.role.hasRoomFor(readings);
  }
}
