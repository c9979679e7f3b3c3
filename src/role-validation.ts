import { createHash } from 'crypto';
import { CfnResource, CustomResource, Duration, IResolvable, IResolveContext, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { contextKeyId, isContextKey } from './core/iam/context-keys';
import { ContextEntry } from './core/question/question';
import { checkMember } from './core/rules/name-rules';
import { checkAccount, nameOf } from './core/rules/role-identity';
import { ValidationHandler } from './private/validation-handler';
import { LONGEST_PROPAGATION, SERVICE_TIMEOUT } from './private/validation-timing';
import { RoleRequirements } from './role-requirements';
import { ValidationHandlerOptions } from './validation-handler-options';

const RESOURCE_TYPE = 'Custom::SageMakerRoleValidation';

/** CDK's own rules that are met on purpose, and why. */
const ACKNOWLEDGED_RULES = {
  'CloudFormation-Validate::W9003': 'CDK renders ServiceTimeout as a string, which CloudFormation takes',
};

/**
 * What is done about a verdict.
 */
export enum VerdictAction {
  /** The deployment fails. */
  FAIL = 'fail',
  /** The deployment goes on. The verdict stands in the log, and the physical id of the custom resource begins with it. */
  WARN = 'warn',
}

/**
 * Options of a validation.
 */
export interface RoleValidationOptions {
  /**
   * What is done if IAM proves that the role lacks something.
   *
   * @default VerdictAction.FAIL - for a HyperPod connection VerdictAction.WARN
   */
  readonly onInvalid?: VerdictAction;

  /**
   * What is done if it cannot be known whether the role is good.
   *
   * @default VerdictAction.WARN
   */
  readonly onInconclusive?: VerdictAction;

  /**
   * For how long a bad or unreadable answer is asked again before it counts, since IAM is eventually consistent. At most 3 minutes.
   *
   * @default Duration.seconds(30)
   */
  readonly propagationTimeout?: Duration;

  /**
   * What is known of the workload's requests: condition keys with their values, for policies that depend on them. They take the place of
   * what would be assumed.
   *
   * @default - region, principal, TLS, the service that a role is passed to, and the account of own resources
   */
  readonly context?: { [key: string]: string[] };

  /**
   * Any text: when it changes, the role is judged again.
   *
   * @default - the role is judged again when what is asked about it changes
   */
  readonly revalidationTrigger?: string;

  /**
   * The Lambda function that validates. There is one per stack, so that all validations of a stack need the same options.
   *
   * @default - one of the newest runtime of Node.js, with a role of its own
   */
  readonly handler?: ValidationHandlerOptions;
}

/**
 * Properties of a RoleValidation.
 */
export interface RoleValidationProps extends RoleValidationOptions {
  /**
   * The role that is judged. Either this or `roleName` is needed.
   *
   * @default - the role that `roleName` names
   */
  readonly role?: iam.IRole;

  /**
   * The name of the role that is judged, without its path, for a role whose path is not known.
   *
   * @default - the role that `role` is
   */
  readonly roleName?: string;

  /** What the role must allow, and whom it must trust. */
  readonly requirements: RoleRequirements;
}

/**
 * Judges a role while the stack is deployed, before anything uses it, with two calls that read: GetRole and SimulatePrincipalPolicy.
 *
 * The verdict is `VALID`, `INVALID` or `INCONCLUSIVE`. It is bad only if IAM says so about something that the workload really uses; policies of
 * buckets, keys and repositories, resource control policies and policies of VPC endpoints are never judged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export class RoleValidation extends Construct {
  /**
   * The verdict: `VALID`, `INVALID` or `INCONCLUSIVE`.
   *
   * Use it in the validation's own stack: another one would import it by a name that changes with the question, and CloudFormation
   * does not remove what is imported.
   *
   * @attribute
   */
  public readonly verdict: string;

  /**
   * The verdict in one sentence. As `verdict`, it is for the validation's own stack.
   *
   * @attribute
   */
  public readonly summary: string;

  /**
   * The ARN of the role, known once the role is judged: whatever refers to it waits for the verdict.
   *
   * @attribute
   */
  public readonly validatedRoleArn: string;

  constructor(scope: Construct, id: string, props: RoleValidationProps) {
    super(scope, id);
    const given = this.givenRole(props);
    const request = this.withPath(() => this.request(props));
    const handler = ValidationHandler.for(this, props.handler ?? {});
    const properties = {
      ...given.properties,
      Validation: Stack.of(this).toJsonString(request),
      ...props.revalidationTrigger === undefined ? {} : { RevalidationTrigger: props.revalidationTrigger },
    };
    const resource = new CustomResource(this, 'Resource', {
      resourceType: RESOURCE_TYPE,
      serviceToken: handler.functionArn,
      serviceTimeout: SERVICE_TIMEOUT,
      properties,
    });
    const reading = handler.allowReading(this, given.readableArns);
    if (reading) {
      resource.node.addDependency(reading);
    }
    if (props.role) {
      // A role of this app has its permissions, the one to pass itself included, before it is judged.
      resource.node.addDependency(props.role);
    }
    this.renewWithQuestion(resource, properties);
    this.node.addMetadata('aws:cdk:acknowledged-rules', ACKNOWLEDGED_RULES);

    this.verdict = resource.getAttString('Verdict');
    this.summary = resource.getAttString('Summary');
    this.validatedRoleArn = Token.asString(new ValidatedArn(this, resource, given.arn));
  }

  /** The role as it travels, as the function may read it, and as other stacks know it. */
  private givenRole({ role, roleName }: RoleValidationProps): { properties: Record<string, string>; readableArns: string[]; arn?: string } {
    if ((role === undefined) === (roleName === undefined)) {
      throw new Error(`${this.node.path}: ${role ? "both 'role' and 'roleName' are given: leave one out" : "neither 'role' nor 'roleName' is given: give one"}`);
    }
    const stack = Stack.of(this);
    if (role) {
      this.checkRole(role);
      return { properties: { RoleArn: role.roleArn }, readableArns: [role.roleArn], arn: role.roleArn };
    }
    if (!Token.isUnresolved(roleName) && !/^[\w+=,.@-]{1,64}$/.test(roleName!)) {
      throw new Error(`${this.node.path}: 'roleName' is ${JSON.stringify(roleName)}: use the name alone, without its path, 1 to 64 characters out of letters, `
        + 'digits and +=,.@_-');
    }
    const arnOf = (path: string) => stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: path + roleName });
    return { properties: { RoleName: roleName! }, readableArns: [arnOf(''), arnOf('*/')] };
  }

  private checkRole({ roleArn, env, node }: iam.IRole): void {
    const { account, partition } = Stack.of(this);
    const place = { account: known(account), partition: known(partition) };
    const accountOfRole = known(env.account);
    try {
      if (known(roleArn) !== undefined) {
        nameOf(roleArn, place);
      } else if (accountOfRole !== undefined) {
        // The account is known of a role that a construct is, also where its ARN is not.
        checkAccount(node.path, accountOfRole, place);
      }
    } catch (error) {
      throw new Error(`${this.node.path}: 'role' cannot be judged: ${(error as Error).message}`, { cause: error });
    }
  }

  private request({ requirements, onInvalid, onInconclusive, propagationTimeout, context = {} }: RoleValidationProps): Record<string, unknown> {
    if (requirements === undefined) {
      throw new Error("'requirements' is missing: give what the role must allow, such as RoleRequirements.executionRole({ roleType: … })");
    }
    return {
      question: requirements._question(this),
      onInvalid: verdictAction('onInvalid', onInvalid ?? (requirements._warnsByDefault ? VerdictAction.WARN : VerdictAction.FAIL)),
      onInconclusive: verdictAction('onInconclusive', onInconclusive ?? VerdictAction.WARN),
      propagationTimeout: propagationSeconds(propagationTimeout ?? Duration.seconds(30)),
      context: contextEntries(context),
    };
  }

  /** Adds the path to an error that is thrown by what knows no construct. */
  private withPath<T>(make: () => T): T {
    try {
      return make();
    } catch (error) {
      throw new Error(`${this.node.path}: ${(error as Error).message}`, { cause: error });
    }
  }

  /**
   * Another question is another resource, as another version is of a Lambda function: if it fails, only the new one is taken back, and no
   * rollback has to ask again.
   */
  private renewWithQuestion(resource: CustomResource, properties: Record<string, string>): void {
    const cfnResource = resource.node.defaultChild as CfnResource;
    const stack = Stack.of(this);
    const originalId = stack.resolve(cfnResource.logicalId) as string;
    cfnResource.overrideLogicalId(Lazy.uncachedString({
      produce: () => {
        const hash = createHash('sha256').update(JSON.stringify(stack.resolve(properties))).digest('hex').slice(0, 16);
        return `${originalId.slice(0, 255 - hash.length)}${hash}`;
      },
    }));
  }
}

/**
 * The ARN of a judged role. In its own stack, and in the stacks that are deployed with it since one is nested in the other, it is the custom
 * resource's attribute, so that whoever refers to it waits for the verdict. In any other stack it is the ARN that was given, and the other stack
 * waits for this one: an export would bear the hash of the question in its name, and could not be removed while it is imported.
 */
class ValidatedArn implements IResolvable {
  public readonly creationStack = ['validated role ARN'];

  constructor(private readonly validation: Construct, private readonly resource: CustomResource, private readonly given: string | undefined) {}

  public resolve(context: IResolveContext): any {
    const own = Stack.of(this.validation);
    const other = Stack.of(context.scope);
    if (topLevelStack(other) === topLevelStack(own)) {
      return this.resource.getAtt('RoleArn');
    }
    if (this.given === undefined) {
      throw new Error(`${this.validation.node.path}: the stack ${other.node.path} uses the ARN of a role that is known by its name only: validate the role by its ARN`);
    }
    dependOn(other, own);
    return this.given;
  }

  public toString(): string {
    return Token.asString(this);
  }
}

function verdictAction(property: string, action: VerdictAction): VerdictAction {
  checkMember(property, action, Object.values(VerdictAction));
  return action;
}

function propagationSeconds(propagationTimeout: Duration): number {
  const seconds = propagationTimeout.toSeconds({ integral: false });
  if (!Token.isUnresolved(seconds) && (!Number.isInteger(seconds) || seconds > LONGEST_PROPAGATION.toSeconds())) {
    throw new Error(`'propagationTimeout' is ${seconds} seconds: use whole seconds, ${LONGEST_PROPAGATION.toSeconds()} at most`);
  }
  return seconds;
}

function contextEntries(context: { [key: string]: string[] }): ContextEntry[] {
  const keys = Object.keys(context);
  for (const [index, key] of keys.entries()) {
    const other = keys.slice(0, index).find((earlier) => contextKeyId(earlier) === contextKeyId(key));
    if (other !== undefined) {
      throw new Error(`'context' has ${JSON.stringify(other)} and ${JSON.stringify(key)}, which are one key to IAM: give all its values to one`);
    }
  }
  return Object.entries(context).map(([key, values]) => contextEntry(key, values));
}

function contextEntry(key: string, values: string[]): ContextEntry {
  if (!isContextKey(key) || values.length === 0) {
    throw new Error(`'context' has ${JSON.stringify(key)} with ${values.length} values: use a condition key of 5 to 256 characters, such as aws:SourceVpc, `
      + 'with at least one value');
  }
  const boolean = values.every((value) => value === 'true' || value === 'false');
  return { key, type: values.length > 1 ? 'stringList' : boolean ? 'boolean' : 'string', values };
}

/** A value that synthesis knows. */
function known(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}

/** The stack that is deployed by itself, with all that are nested in it. */
function topLevelStack(stack: Stack): Stack {
  return stack.nestedStackParent ? topLevelStack(stack.nestedStackParent) : stack;
}

/** One stack after another, by the name that the installed aws-cdk-lib has for it. */
function dependOn(stack: Stack, target: Stack): void {
  const { addStackDependency } = stack as { addStackDependency?: (this: Stack, target: Stack) => void };
  if (addStackDependency) {
    addStackDependency.call(stack, target);
  } else {
    stack.addDependency(target);
  }
}
