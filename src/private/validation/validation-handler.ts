import { join } from 'path';
import { Lazy, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IDependable } from 'constructs';
import { FUNCTION_TIMEOUT } from './validation-timing';
import { ValidationHandlerOptions } from '../../validation-handler-options';

/** The bundle, from `src` as well as from `lib`. */
const BUNDLE = join(__dirname, '..', '..', '..', 'assets', 'handler', 'index');

/** The oldest Node.js release that runs the bundle. */
const OLDEST_NODE = 20;

/** The id is unusual on purpose: it's a child of the stack, next to the user's own constructs. */
const CHILD_ID = 'SageMaker::RoleValidation';

/** The most characters that IAM allows in all inline policies of a role together. */
const INLINE_CHARACTERS = 10_240;
/** The characters of the policies without the ARNs. */
const INLINE_OVERHEAD = 600;

/**
 * The Lambda function that validates the roles of a stack. It calls two read-only actions of IAM, and writes its own log.
 */
export class ValidationHandler extends Construct {
  /** Returns the function of the stack, and creates it for the first validation. */
  public static for(validation: Construct, options: ValidationHandlerOptions): ValidationHandler {
    checkOptions(validation, options);
    const stack = Stack.of(validation);
    const existing = stack.node.tryFindChild(CHILD_ID) as ValidationHandler | undefined;
    if (existing && !sameOptions(existing.options, options)) {
      throw new Error(`${validation.node.path}: 'handler' differs from the options of ${existing.first.node.path}, but the validations of a stack share one `
        + 'function: use the same options for both');
    }
    return existing ?? new ValidationHandler(stack, CHILD_ID, validation, options);
  }

  public readonly functionArn: string;
  private readonly role: iam.IRole;
  private readonly arns: string[] = [];

  private constructor(
    scope: Construct, id: string, private readonly first: Construct, private readonly options: ValidationHandlerOptions,
  ) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: options.logRetention ?? logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.role = options.role ?? this.createRole(logGroup, options.permissionsBoundary);
    const handler = new lambda.Function(this, 'Handler', {
      description: 'Validates existing IAM roles for SageMaker workloads, read-only',
      code: lambda.Code.fromAsset(BUNDLE),
      handler: 'index.handler',
      runtime: options.runtime ?? lambda.determineLatestNodeRuntime(this),
      timeout: FUNCTION_TIMEOUT,
      memorySize: 256,
      role: this.role,
      logGroup,
    });
    this.functionArn = handler.functionArn;
  }

  /**
   * Lets the function read the roles of a validation.
   *
   * An ARN that references a resource goes into a separate policy, and only its validation waits for this policy. In the
   * function's own role, it would be a circular dependency as soon as one validated role passes another.
   *
   * @returns the dependency of the validation, if it needs one
   */
  public allowReading(validation: Construct, arns: readonly string[]): IDependable | undefined {
    const stack = Stack.of(this);
    const separate = this.options.role ? arns : arns.filter((arn) => refersToResources(stack.resolve(arn)));
    this.allowInline(arns.filter((arn) => !separate.includes(arn)), validation);
    if (separate.length === 0) {
      return undefined;
    }
    const policy = new iam.Policy(validation, 'ReadRole', { statements: [readStatement(separate)] });
    // An immutable role ignores the policy, and CDK then omits it from the template.
    this.role.attachInlinePolicy(policy);
    return policy;
  }

  private allowInline(arns: readonly string[], validation: Construct): void {
    this.arns.push(...arns.filter((arn) => !this.arns.includes(arn)));
    const characters = this.arns.reduce((sum, arn) => sum + (Token.isUnresolved(arn) ? 128 : arn.length) + 3, INLINE_OVERHEAD);
    if (characters > INLINE_CHARACTERS) {
      throw new Error(`${validation.node.path}: the ARNs of the stack's validated roles have about ${characters} characters, but the inline policies of the `
        + `function's role can have only ${INLINE_CHARACTERS}: move some validations to another stack`);
    }
  }

  private createRole(logGroup: logs.ILogGroup, permissionsBoundary?: iam.IManagedPolicy): iam.Role {
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: 'Reads the IAM roles that this stack validates, and writes its own log',
      permissionsBoundary,
    });
    const writeLog = new iam.PolicyStatement({
      sid: 'WriteLog', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn],
    });
    const cfnRole = role.node.defaultChild;
    // iam.Role.customizeRoles replaces the role, and its precreated role has no policies.
    if (cfnRole instanceof iam.CfnRole) {
      // Later validations of the stack add their ARNs.
      cfnRole.policies = Lazy.any({
        produce: () => [
          { policyName: 'WriteLog', policyDocument: new iam.PolicyDocument({ statements: [writeLog] }) },
          ...this.arns.length === 0 ? []
            : [{ policyName: 'ReadRoles', policyDocument: new iam.PolicyDocument({ statements: [readStatement(this.arns)] }) }],
        ],
      });
    }
    return role;
  }
}

function readStatement(arns: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid: 'ReadRoles', actions: ['iam:GetRole', 'iam:SimulatePrincipalPolicy'], resources: [...arns] });
}

/** Whether a resolved value references a resource, an import or a parameter, and not only pseudo parameters. */
function refersToResources(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(refersToResources);
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return Object.entries(value).some(([key, argument]) => key === 'Ref' ? !String(argument).startsWith('AWS::')
    : /^Fn::(GetAtt|ImportValue|GetStackOutput|Transform)$/.test(key) || refersToResources(argument));
}

/** Checks only the options that the user sets: the default runtime is CDK's choice. */
function checkOptions({ node: { path } }: Construct, { runtime, role, permissionsBoundary }: ValidationHandlerOptions): void {
  if (runtime !== undefined && !Token.isUnresolved(runtime.name) && !(Number(/^nodejs(\d+)\.x$/.exec(runtime.name)?.[1]) >= OLDEST_NODE)) {
    throw new Error(`${path}: 'handler.runtime' is ${JSON.stringify(runtime.name)}: use Node.js ${OLDEST_NODE} or newer, or omit it`);
  }
  if (role !== undefined && permissionsBoundary !== undefined) {
    throw new Error(`${path}: 'handler' has both 'role' and 'permissionsBoundary', but the boundary applies only to the default role: set the boundary `
      + `on ${role.node.path}, or omit one of them`);
  }
}

function sameOptions(one: ValidationHandlerOptions, other: ValidationHandlerOptions): boolean {
  return one.runtime?.name === other.runtime?.name && one.role === other.role && one.permissionsBoundary === other.permissionsBoundary
    && one.logRetention === other.logRetention;
}
