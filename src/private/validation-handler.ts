import { join } from 'path';
import { Lazy, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IDependable } from 'constructs';
import { ValidationHandlerOptions } from '../validation-handler-options';
import { FUNCTION_TIMEOUT } from './validation-timing';

/** The bundle, from `src` as well as from `lib`. */
const BUNDLE = join(__dirname, '..', '..', 'assets', 'handler', 'index');

/** The release of Node.js that the bundle is made for. */
const OLDEST_NODE = 20;

/** In every stack, beside the user's own constructs: punctuated, so that none of them has it. */
const CHILD_ID = 'SageMaker::RoleValidation';

/** What IAM allows as inline policies of a role, together. */
const INLINE_CHARACTERS = 10_240;
/** What the policy has besides the ARNs. */
const INLINE_OVERHEAD = 600;

/**
 * The one Lambda function of a stack that validates roles. It reads, with two calls of IAM, and writes its own log.
 */
export class ValidationHandler extends Construct {
  /** The function of the stack, for a validation that wants these options. */
  public static for(validation: Construct, options: ValidationHandlerOptions): ValidationHandler {
    checkOptions(validation, options);
    const stack = Stack.of(validation);
    const existing = stack.node.tryFindChild(CHILD_ID) as ValidationHandler | undefined;
    if (existing && !sameOptions(existing.options, options)) {
      throw new Error(`${validation.node.path}: 'handler' differs from that of ${existing.first.node.path}, and a stack has one function for all of its `
        + 'validations: give both the same options');
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
      description: 'Judges existing IAM roles for SageMaker workloads; reads only',
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
   * An ARN that comes from another resource stands in a policy of its own, which only its validation waits for: in the role
   * itself, it would make a cycle as soon as one validated role passes another.
   *
   * @returns what the validation has to wait for
   */
  public allowReading(validation: Construct, arns: readonly string[]): IDependable | undefined {
    const stack = Stack.of(this);
    const apart = this.options.role ? arns : arns.filter((arn) => refersToResources(stack.resolve(arn)));
    this.allowInline(arns.filter((arn) => !apart.includes(arn)), validation);
    if (apart.length === 0) {
      return undefined;
    }
    const policy = new iam.Policy(validation, 'ReadRole', { statements: [readStatement(apart)] });
    // The role decides: one that may not be changed takes none, and the policy is left out.
    this.role.attachInlinePolicy(policy);
    return policy;
  }

  private allowInline(arns: readonly string[], validation: Construct): void {
    this.arns.push(...arns.filter((arn) => !this.arns.includes(arn)));
    const characters = this.arns.reduce((sum, arn) => sum + (Token.isUnresolved(arn) ? 128 : arn.length) + 3, INLINE_OVERHEAD);
    if (characters > INLINE_CHARACTERS) {
      throw new Error(`${validation.node.path}: the ARNs of the stack's validated roles have about ${characters} characters, and the inline policies of a `
        + `role ${INLINE_CHARACTERS} at most: split the stack`);
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
    // A role that iam.Role.customizeRoles replaces has none.
    if (cfnRole instanceof iam.CfnRole) {
      // Which ARNs there are is known when the last validation of the stack is made.
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

/** Whether a resolved value refers to anything but where the stack is. */
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

/** What is given; the runtime that is taken without one is CDK's choice. */
function checkOptions({ node: { path } }: Construct, { runtime, role, permissionsBoundary }: ValidationHandlerOptions): void {
  if (runtime !== undefined && !Token.isUnresolved(runtime.name) && !(Number(/^nodejs(\d+)\.x$/.exec(runtime.name)?.[1]) >= OLDEST_NODE)) {
    throw new Error(`${path}: 'handler.runtime' is ${JSON.stringify(runtime.name)}: use one of Node.js ${OLDEST_NODE} or newer, or leave it out`);
  }
  if (role !== undefined && permissionsBoundary !== undefined) {
    throw new Error(`${path}: 'handler' has both 'role' and 'permissionsBoundary', and a boundary is given only to a role that is made: set it on `
      + `${role.node.path}, or leave one of them out`);
  }
}

function sameOptions(one: ValidationHandlerOptions, other: ValidationHandlerOptions): boolean {
  return one.runtime?.name === other.runtime?.name && one.role === other.role && one.permissionsBoundary === other.permissionsBoundary
    && one.logRetention === other.logRetention;
}
