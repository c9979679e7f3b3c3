import { Annotations, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IDependable } from 'constructs';
import { Reading, ROLES_SID } from './readings';
import { PACKAGE } from '../../core/grant/package-name';
import { MANAGED_POLICY_CHARACTERS } from '../../core/grant/packing/packing';
import { groupBy } from '../../core/iam/group-by';
import { ValidationHandlerOptions } from '../../validation-handler-options';

/** The most characters that IAM allows in all inline policies of a role together. */
const INLINE_CHARACTERS = 10_240;
/** The characters of the policies without the ARNs. */
const OVERHEAD = 1_000;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const NETWORK_ACTIONS = [
  'ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses',
];

/** The role of the Lambda function: reads the validated roles, and writes the function's log. */
export class HandlerRole {
  public readonly role: iam.IRole;
  private readonly readings: Reading[] = [];
  /** The statements other than those that read roles. */
  private readonly own: readonly iam.PolicyStatement[];
  private readonly isPrecreated: boolean;
  private reported = 0;

  constructor(scope: Construct, logGroup: logs.ILogGroup, private readonly options: ValidationHandlerOptions) {
    this.own = [
      new iam.PolicyStatement({ sid: 'WriteLog', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      ...options.vpc ? [new iam.PolicyStatement({ sid: 'UseNetwork', actions: NETWORK_ACTIONS, resources: ['*'] })] : [],
    ];
    this.role = options.role ?? new iam.Role(scope, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: 'Reads the IAM roles that this stack validates, and writes its own log',
      permissionsBoundary: options.permissionsBoundary,
    });
    const cfnRole = this.role.node.defaultChild;
    // iam.Role.customizeRoles replaces the role: its report takes the statements that are added one by one.
    this.isPrecreated = options.role === undefined && !(cfnRole instanceof iam.CfnRole);
    if (this.isPrecreated) {
      this.own.forEach((statement) => this.role.addToPrincipalPolicy(statement));
    } else if (options.role === undefined) {
      this.setPolicies(scope, cfnRole as iam.CfnRole);
    }
  }

  /**
   * Lets the function read the roles and policies of a validation.
   *
   * An ARN that references a resource goes into a separate policy, and only its validation waits for this policy. In the
   * function's own role, it would be a circular dependency as soon as one validated role passes another.
   *
   * @returns the dependency of the validation, if it needs one
   */
  public allowReading(validation: Construct, readings: readonly Reading[]): IDependable | undefined {
    if (this.isPrecreated) {
      // The report writes each statement as it is added, so a later validation adds another one, with its own Sid.
      this.reported += 1;
      readStatements(readings, this.reported).forEach((statement) => this.role.addToPrincipalPolicy(statement));
      return undefined;
    }
    const stack = Stack.of(this.role);
    const separate = this.options.role ? readings : readings.filter(({ arn }) => refersToResources(stack.resolve(arn)));
    this.allowTogether(readings.filter((reading) => !separate.includes(reading)), validation);
    return separate.length === 0 ? undefined : this.allowSeparately(separate, validation);
  }

  /** Whether the policies of the function's role have room for the policies that a validation reads. They may fill half of it. */
  public hasRoomFor(readings: readonly Reading[]): boolean {
    const known = this.readings.filter(({ sid }) => sid !== ROLES_SID);
    return charactersOf([...known, ...readings]) <= this.limit() / 2;
  }

  private limit(): number {
    return this.options.managedPolicy ? MANAGED_POLICY_CHARACTERS : INLINE_CHARACTERS;
  }

  private allowSeparately(readings: readonly Reading[], validation: Construct): IDependable | undefined {
    const statements = readStatements(readings);
    if (this.options.managedPolicy) {
      return new iam.ManagedPolicy(validation, 'ReadRole', { statements, roles: [this.role] });
    }
    const policy = new NoticedPolicy(validation, 'ReadRole', { statements });
    this.role.attachInlinePolicy(policy);
    if (!policy.isTaken) {
      const missing = JSON.stringify(Stack.of(validation).resolve([...this.own, ...statements].map((statement) => statement.toStatementJson())));
      Annotations.of(validation).addWarningV2(`${PACKAGE}:handlerRole`,
        `'handler.role' is immutable, so CDK adds no permissions to it. Make sure that ${this.role.node.path} has these statements: ${missing}`);
    }
    // CDK omits a policy without a role from the template.
    return policy;
  }

  private allowTogether(readings: readonly Reading[], validation: Construct): void {
    this.readings.push(...readings.filter(({ arn }) => !this.readings.some((known) => known.arn === arn)));
    const characters = charactersOf(this.readings);
    if (characters > this.limit()) {
      throw new Error(`${validation.node.path}: the ARNs that the stack's validations read have about ${characters} characters, but the `
        + `${this.options.managedPolicy ? 'managed policy' : 'inline policies'} of the function's role can have only ${this.limit()}: move some validations to another stack, or set 'resourcePolicies' to false`);
    }
  }

  /** Sets policies that later validations of the stack add their ARNs to. */
  private setPolicies(scope: Construct, cfnRole: iam.CfnRole): void {
    const document = (statements: readonly iam.PolicyStatement[]) => new iam.PolicyDocument({ statements: [...statements] });
    const reading = () => readStatements(this.readings);
    if (this.options.managedPolicy) {
      const policy = new iam.CfnManagedPolicy(scope, 'Policy', { policyDocument: Lazy.any({ produce: () => document([...this.own, ...reading()]) }) });
      cfnRole.managedPolicyArns = [policy.ref];
      return;
    }
    cfnRole.policies = Lazy.any({
      produce: () => [...this.own, ...reading()].map((statement) => ({ policyName: statement.sid!, policyDocument: document([statement]) })),
    });
  }
}

/** A policy that notices whether a role takes it: an immutable role ignores it. */
class NoticedPolicy extends iam.Policy {
  public isTaken = false;

  public attachToRole(role: iam.IRole): void {
    this.isTaken = true;
    super.attachToRole(role);
  }
}

function charactersOf(readings: readonly Reading[]): number {
  return readings.reduce((sum, { arn }) => sum + (Token.isUnresolved(arn) ? 128 : arn.length) + 3, OVERHEAD);
}

/** One statement for each Sid, with all of its resources. */
function readStatements(readings: readonly Reading[], index = 1): iam.PolicyStatement[] {
  return [...groupBy(readings, ({ sid }) => sid)].map(([sid, group]) => new iam.PolicyStatement({
    sid: `${sid}${index > 1 ? index : ''}`, actions: [...group[0].actions], resources: group.map(({ arn }) => arn),
  }));
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
