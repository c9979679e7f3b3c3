import { Annotations, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, Dependable } from 'constructs';
import { featureOrigins } from './core/grant/features';
import { Grant } from './core/grant/grant';
import { grants, trustedServices } from './core/grant/grants';
import { connectGrants } from './core/grant/hyperpod-connect';
import { packGrants } from './core/grant/packed-grants';
import { PolicyStatementJson } from './core/grant/packing';
import { defaultFeatures } from './core/grant/policy-data';
import { Environment, WorkloadScope } from './core/grant/workload';
import { checkMember } from './core/rules/name-rules';
import { openScopeWarning } from './core/rules/open-scope-warning';
import { asPropertyName, PROPERTY_WORDING } from './core/rules/wording';
import { trustPrincipal } from './private/role-trust';
import { TokenLengths } from './private/token-lengths';
import { clusterArn, partitionCheck, workloadScope } from './private/workload-scope';
import { RoleRequirements } from './role-requirements';
import { RoleValidation, RoleValidationOptions } from './role-validation';
import { SageMakerFeature, SageMakerRoleType, Workload } from './workload';

const PACKAGE = 'cdk-sagemaker-execution-role';

/** Managed policies per role that IAM allows without a raised quota. */
const DEFAULT_POLICY_QUOTA = 10;

/** Below the priority of Tags.of(…), so that the user's own tags win from wherever they are set. */
const OWNERSHIP_TAG_PRIORITY = 50;

/** The roles of a stack by their given names, of which IAM does not tell upper from lower case. */
const NAMED_ROLES = new WeakMap<Stack, Map<string, Construct>>();

/**
 * When the permissions of a role are attached to it.
 */
export enum PolicyAttachment {
  /**
   * The role refers to its policies. Whatever refers to the role starts after its permissions exist, but for the one to pass
   * itself: a dependency on the role waits for that one too.
   */
  BEFORE_ROLE = 'before_role',

  /**
   * The policies refer to the role. It breaks the cycles that come of anything in the workload that itself refers to the role, such
   * as a key whose policy names it, or a function in `functions` that may pass it; what uses the role then needs a dependency on it.
   */
  AFTER_ROLE = 'after_role',
}

/**
 * Properties of a SageMakerExecutionRole.
 */
export interface SageMakerExecutionRoleProps extends Workload {
  /**
   * A name for the role: 1 to 64 characters out of letters, digits and `+=,.@_-`. IAM is global, so a fixed name collides in
   * the second region, and the stack needs CAPABILITY_NAMED_IAM; there is a warning therefore.
   *
   * @default - CloudFormation makes one
   */
  readonly roleName?: string;

  /**
   * The path of the role, which begins and ends with a slash.
   *
   * @default /
   */
  readonly path?: string;

  /**
   * A description of the role, up to 1,000 characters.
   *
   * @default - names the role type
   */
  readonly description?: string;

  /**
   * How long a session of the role may last: 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * The boundary of the role's permissions.
   *
   * @default - none, or the one of `iam.PermissionsBoundary`
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Whether the services may assume the role only on behalf of this account (`aws:SourceAccount`). A service that does not
   * send the key cannot assume the role then.
   *
   * @default true
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
   */
  readonly accountScopedTrust?: boolean;

  /**
   * The ARNs on whose behalf the services may assume the role (`aws:SourceArn`), as patterns, each on the statement of the
   * service that it names. A pipeline needs those of its steps' jobs as well.
   *
   * @default - any
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
   */
  readonly sourceArns?: string[];

  /**
   * When the permissions are attached.
   *
   * @default PolicyAttachment.BEFORE_ROLE
   */
  readonly policyAttachment?: PolicyAttachment;

  /**
   * Whether the role bears the tags `CreatedBy` and `RoleType`. Tags of the same keys that are set with `Tags.of` win.
   *
   * @default true
   */
  readonly ownershipTags?: boolean;
}

/**
 * Options of a role that is handed over and judged.
 */
export interface ValidatedRoleOptions extends RoleValidationOptions {
  /**
   * Whether policies may be attached to the role. The verdict does not wait for them.
   *
   * @default false
   */
  readonly mutable?: boolean;
}

/**
 * A HyperPod cluster and the EKS cluster that orchestrates it.
 */
export interface HyperPodClusters {
  /** The ARN of the HyperPod cluster. */
  readonly clusterArn: string;

  /** The ARN of the EKS cluster. */
  readonly eksClusterArn: string;
}

/**
 * The least-privilege execution role of a SageMaker workload.
 *
 * Its permissions are those of the role type's policy file, in the fewest managed policies; its trust is bound to the
 * account. It needs no asset and no Lambda function.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export class SageMakerExecutionRole extends iam.Role {
  /**
   * The actions that the role of a workload is granted, sorted.
   *
   * @param workload what the role would be for
   */
  public static requiredActions(workload: Workload): string[] {
    const environment = { partition: 'aws', region: '*', account: '*' };
    const actions = grants(workloadScope(workload), environment, '*').flatMap((grant) => grant.actions);
    return [...new Set(actions)].sort();
  }

  /**
   * The features of a role type that its role has when `features` is left out.
   *
   * @param roleType the kind of workload
   */
  public static defaultFeatures(roleType: SageMakerRoleType): SageMakerFeature[] {
    return defaultFeatures(roleType) as SageMakerFeature[];
  }

  /**
   * Lets somebody connect to a HyperPod cluster and its Kubernetes API: `sagemaker:DescribeCluster`, `eks:DescribeCluster` and
   * `eks:AccessKubernetesApi`. It is meant for who calls, never for the role of a job.
   *
   * @param grantee who connects
   * @param clusters the clusters
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-prerequisites-iam.html
   */
  public static grantHyperPodConnect(grantee: iam.IGrantable, clusters: HyperPodClusters): iam.Grant {
    if (grantee instanceof SageMakerExecutionRole) {
      throw new Error(`${grantee.node.path}: 'grantee' is the execution role of a job, which must not connect to a cluster: grant it `
        + 'to the caller');
    }
    const named = withPath(pathOf(grantee), () => ({
      hyperPodClusters: [clusterArn('clusterArn', clusters.clusterArn, 'sagemaker')],
      eksClusters: [clusterArn('eksClusterArn', clusters.eksClusterArn, 'eks')],
    }));
    // The clusters are named: nothing of the environment is filled in.
    const environment = { partition: '*', region: '*', account: '*' };
    return connectGrants(named, environment)
      .map(({ actions, resources }) => iam.Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns: [...resources] }))
      .reduce((all, grant) => all.combine(grant));
  }

  /**
   * An existing role, by its ARN, that is judged while the stack is deployed. Whatever refers to `roleArn` waits for the verdict.
   * A policy that has the role as its principal, or that lets somebody pass it with `grantPassRole`, has the ARN as it was given and does not wait: it
   * may belong to a key or a function of the workload, for which the verdict waits.
   *
   * @param scope where the role and its validation belong
   * @param id the id of the role in the scope
   * @param roleArn the ARN of the role
   * @param workload what the role is for
   * @param options how it is judged
   */
  public static fromValidatedRoleArn(
    scope: Construct, id: string, roleArn: string, workload: Workload, options: ValidatedRoleOptions = {},
  ): iam.IRole {
    withPath(`${scope.node.path}/${id}`, () => checkRoleArn(roleArn));
    const given = iam.Role.fromRoleArn(scope, id, roleArn, { mutable: options.mutable ?? false });
    return judged(given, new RoleValidation(given, 'Validation', {
      ...withoutMutable(options), role: iam.Role.fromRoleArn(given, 'Given', roleArn, { mutable: false }), requirements: RoleRequirements.executionRole(workload),
    }));
  }

  /**
   * An existing role, by its name, that is judged while the stack is deployed. Whatever refers to `roleArn` waits for the verdict, but for policies
   * that have the role as their principal or let somebody pass it.
   *
   * @param scope where the role and its validation belong
   * @param id the id of the role in the scope
   * @param roleName the name of the role, without its path
   * @param workload what the role is for
   * @param options how it is judged
   */
  public static fromValidatedRoleName(
    scope: Construct, id: string, roleName: string, workload: Workload, options: ValidatedRoleOptions = {},
  ): iam.IRole {
    const given = iam.Role.fromRoleName(scope, id, roleName, { mutable: options.mutable ?? false });
    return judged(given, new RoleValidation(given, 'Validation', {
      ...withoutMutable(options), roleName, requirements: RoleRequirements.executionRole(workload),
    }));
  }

  /** The kind of workload that the role is for. */
  public readonly roleType: SageMakerRoleType;

  private readonly workload: Workload;
  private readonly passedTo: readonly string[];
  private readonly ownPolicies: iam.ManagedPolicy[] = [];
  private attached = 0;

  constructor(scope: Construct, id: string, props: SageMakerExecutionRoleProps) {
    const lengths = new TokenLengths();
    const plan = withPath(`${scope.node.path}/${id}`, () => planRole(scope, props, lengths));
    super(scope, id, {
      assumedBy: plan.trust,
      roleName: props.roleName,
      path: props.path,
      description: props.description ?? `Execution role of SageMaker (${props.roleType}), made by ${PACKAGE}`,
      maxSessionDuration: props.maxSessionDuration,
      permissionsBoundary: props.permissionsBoundary,
    });
    this.roleType = props.roleType;
    this.workload = props;
    this.passedTo = plan.services;
    this.noteName(props.roleName);

    const granted = grants(plan.workload, plan.environment, this.roleArn);
    this.attachPolicies(granted, props.policyAttachment ?? PolicyAttachment.BEFORE_ROLE, lengths);
    if (props.ownershipTags ?? true) {
      this.tagOwnership();
    }
    this.warnOfOpenScopes(granted, props.roleName);
  }

  /** What the role is granted and whom it trusts, as the requirements that a validation asks about. */
  public get requirements(): RoleRequirements {
    return RoleRequirements.executionRole(this.workload);
  }

  /**
   * Lets somebody pass the role to the services that it trusts, and to no others.
   *
   * @param grantee who passes the role
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
   */
  public grantPassRoleToService(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['iam:PassRole'],
      resourceArns: [this.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': this.passedTo.length === 1 ? this.passedTo[0] : this.passedTo } },
    });
  }

  public addManagedPolicy(policy: iam.IManagedPolicy): void {
    super.addManagedPolicy(policy);
    this.countPolicy();
  }

  public applyRemovalPolicy(policy: RemovalPolicy): void {
    super.applyRemovalPolicy(policy);
    // A role that is retained without its permissions is of no use.
    this.ownPolicies.forEach((own) => own.applyRemovalPolicy(policy));
  }

  /** Policies that name the role would make a cycle if the role named them. */
  private attachPolicies(granted: readonly Grant[], attachment: PolicyAttachment, lengths: TokenLengths): void {
    const before = attachment === PolicyAttachment.BEFORE_ROLE;
    const { policies, passRolePolicies } = withPath(this.node.path,
      () => packGrants(granted, (value) => lengths.lengthOf(value), asPropertyName));
    policies.forEach((statements, index) => this.attachPolicy(numbered('Policy', index), statements, before));
    passRolePolicies.forEach((statements, index) => this.attachPolicy(numbered('PassRolePolicy', index), statements, false));
  }

  private attachPolicy(id: string, statements: readonly PolicyStatementJson[], before: boolean): void {
    const policy = new iam.ManagedPolicy(this, id, {
      statements: statements.map((statement) => new iam.PolicyStatement({
        sid: statement.Sid,
        actions: [...statement.Action],
        resources: [...statement.Resource],
        conditions: statement.Condition,
      })),
      ...before ? {} : { roles: [this] },
    });
    this.ownPolicies.push(policy);
    if (before) {
      this.addManagedPolicy(policy);
    } else {
      this.countPolicy();
    }
  }

  private countPolicy(): void {
    this.attached += 1;
    if (this.attached === DEFAULT_POLICY_QUOTA + 1) {
      Annotations.of(this).addWarningV2(`${PACKAGE}:policyQuota`,
        `the role has more than ${DEFAULT_POLICY_QUOTA} managed policies, which IAM refuses unless the account's quota `
        + "'Managed policies attached to an IAM role' is raised (to 25 at most): raise it, list fewer buckets, or name prefixes less finely");
    }
  }

  private noteName(roleName: string | undefined): void {
    // A role that iam.Role.customizeRoles replaces takes no name.
    if (roleName !== undefined && !Token.isUnresolved(roleName) && this.node.defaultChild instanceof iam.CfnRole) {
      const stack = Stack.of(this);
      NAMED_ROLES.set(stack, (NAMED_ROLES.get(stack) ?? new Map()).set(roleName.toLowerCase(), this));
    }
  }

  private tagOwnership(): void {
    const role = this.node.defaultChild;
    // A role that iam.Role.customizeRoles replaces has none.
    if (role instanceof iam.CfnRole) {
      role.tags.setTag('CreatedBy', PACKAGE, OWNERSHIP_TAG_PRIORITY);
      role.tags.setTag('RoleType', this.roleType, OWNERSHIP_TAG_PRIORITY);
    }
  }

  private warnOfOpenScopes(granted: readonly Grant[], roleName: string | undefined): void {
    const origins = featureOrigins(this.workload);
    for (const warning of new Set(granted.flatMap(({ warnings }) => warnings))) {
      Annotations.of(this).addWarningV2(`${PACKAGE}:${warning}`, openScopeWarning(warning, (feature) => origins.get(feature), PROPERTY_WORDING));
    }
    if (roleName !== undefined) {
      Annotations.of(this).addWarningV2(`${PACKAGE}:fixedRoleName`,
        "'roleName' is given: IAM is global, so the name collides in a second region or stack, and the deployment needs "
        + 'CAPABILITY_NAMED_IAM; leave it out to let CloudFormation make one');
    }
  }
}

/** The role with the ARN that is known once it is judged; its name and account remain those of the ARN that was given. */
function judged(role: iam.IRole, validation: RoleValidation): iam.IRole {
  const { validatedRoleArn } = validation;
  // Whoever depends on the role depends on what is below it: the verdict, and the policies that are attached.
  Dependable.implement(role, { dependencyRoots: [role] });
  return Object.defineProperty(role, 'roleArn', { value: validatedRoleArn, enumerable: true });
}

function withoutMutable({ mutable, ...options }: ValidatedRoleOptions): RoleValidationOptions {
  return options;
}

/** What is decided before there is a construct. */
interface RolePlan {
  readonly workload: WorkloadScope;
  readonly environment: Environment;
  readonly services: readonly string[];
  readonly trust: iam.IPrincipal;
}

function planRole(scope: Construct, props: SageMakerExecutionRoleProps, lengths: TokenLengths): RolePlan {
  const { partition: ownPartition, region, account } = Stack.of(scope);
  checkNames(Stack.of(scope), props);
  checkMember('policyAttachment', props.policyAttachment ?? PolicyAttachment.BEFORE_ROLE, Object.values(PolicyAttachment));
  // The services name resources of the role's own partition only.
  const samePartition = partitionCheck(scope);
  props.sourceArns?.forEach((arn) => samePartition('sourceArns', arn));
  const workload = workloadScope(props, scope, lengths);
  const trusted = trustedServices(workload);
  return {
    workload,
    environment: { partition: ownPartition, region, account },
    services: trusted.map(({ service }) => service),
    trust: trustPrincipal(trusted, {
      sourceAccount: props.accountScopedTrust ?? true ? account : undefined,
      sourceArns: props.sourceArns,
    }),
  };
}

function checkNames(stack: Stack, { roleName, path }: SageMakerExecutionRoleProps): void {
  if (roleName !== undefined && !Token.isUnresolved(roleName)) {
    if (roleName.length < 1 || roleName.length > 64) {
      throw new Error(`'roleName' ${JSON.stringify(roleName)} has ${roleName.length} characters: use 1 to 64, or leave it out`);
    }
    if (!/^[\w+=,.@-]+$/.test(roleName)) {
      throw new Error(`'roleName' ${JSON.stringify(roleName)} has characters that IAM does not allow: use letters, digits and `
        + '+=,.@_-');
    }
    const other = NAMED_ROLES.get(stack)?.get(roleName.toLowerCase());
    if (other && other.node.scope?.node.tryFindChild(other.node.id) === other) {
      throw new Error(`'roleName' ${JSON.stringify(roleName)} is also that of ${other.node.path}, and IAM has each name once, whatever its path and case: `
        + 'give one of them another, or leave it out');
    }
  }
  if (path !== undefined && !Token.isUnresolved(path) && !/^\/([\x21-\x7e]+\/)?$/.test(path)) {
    throw new Error(`'path' is ${JSON.stringify(path)}: it must begin and end with a slash, as in /service-roles/`);
  }
}

function checkRoleArn(roleArn: string): void {
  if (!Token.isUnresolved(roleArn) && !/^arn:([^:]*:){4}./.test(roleArn)) {
    throw new Error(`'roleArn' is ${JSON.stringify(roleArn)}, which is no ARN: use one such as arn:aws:iam::123456789012:role/NAME, or `
      + 'SageMakerExecutionRole.fromValidatedRoleName for a role that is known by its name');
  }
}

/** Adds the path of a construct, which may not exist yet, to an error. */
function withPath<T>(path: string | undefined, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new Error(`${path === undefined ? '' : `${path}: `}${(error as Error).message}`, { cause: error });
  }
}

/** The path of somebody, unless it is no construct, as a service is none. */
function pathOf(grantee: iam.IGrantable): string | undefined {
  const construct: unknown = [grantee, grantee.grantPrincipal].find(Construct.isConstruct);
  return construct === undefined ? undefined : (construct as Construct).node.path;
}

function numbered(id: string, index: number): string {
  return index === 0 ? id : `${id}${index + 1}`;
}
