import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { defaultFeatures } from './core/grant/data/policy-data';
import { actionsOf } from './core/grant/grant';
import { grants } from './core/grant/grants';
import { ANYWHERE } from './core/iam/environment';
import { withSingle } from './core/iam/policy-json';
import { checkRoleType } from './core/rules/role-type-name';
import { PROPERTY_WORDING } from './core/rules/wording';
import { HyperPodClusters, PolicyAttachment, SageMakerExecutionRoleProps, ValidatedRoleOptions } from './execution-role-props';
import { errorWithPath, withPath } from './private/error-path';
import { grantConnection } from './private/role/hyperpod-grant';
import { addWarnings } from './private/role/input-warnings';
import { checkNestedRoleTexts } from './private/role/nested-role-texts';
import { tagOwnership } from './private/role/ownership-tags';
import { rememberName } from './private/role/role-name';
import { planRole } from './private/role/role-plan';
import { RolePolicies } from './private/role/role-policies';
import { grantRun } from './private/role/run-grant';
import { limitTrust } from './private/role/trust-size';
import { importByArn, importByName } from './private/validation/validated-role';
import { TokenLengths } from './private/workload/token-lengths';
import { workloadScope } from './private/workload/workload-scope';
import { RoleRequirements } from './role-requirements';
import { SageMakerFeature, SageMakerRoleType, Workload } from './workload';

/**
 * The least-privilege execution role of a SageMaker workload.
 *
 * It has the permissions of its role type and its features, in as few managed policies as possible. Only services that act for
 * this account can assume it. It needs no asset and no Lambda function.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 * @exampleMetadata fixture=stack
 * @example
 * const bucket = s3.Bucket.fromBucketName(this, 'Data', 'ml-data');
 *
 * const role = new SageMakerExecutionRole(this, 'TrainingRole', {
 *   roleType: SageMakerRoleType.TRAINING,
 *   features: [SageMakerFeature.PASS_ROLE],
 *   buckets: [BucketAccess.readWrite(bucket, 'training/')],
 *   encryptionKeys: [],
 * });
 */
export class SageMakerExecutionRole extends iam.Role {
  /**
   * Returns the actions that the role of a workload gets, sorted.
   *
   * @param workload the workload
   * @exampleMetadata fixture=stack
   * @example
   * const actions = SageMakerExecutionRole.requiredActions({ roleType: SageMakerRoleType.TRAINING });
   */
  public static requiredActions(workload: Workload): string[] {
    return actionsOf(grants(workloadScope(workload), ANYWHERE, '*'));
  }

  /**
   * Returns the default features of a role type.
   *
   * A role has them unless you set `minimal`. To drop one, set `minimal` and list the others.
   *
   * @param roleType the kind of workload
   * @exampleMetadata fixture=stack
   * @example
   * const features = SageMakerExecutionRole.defaultFeatures(SageMakerRoleType.TRAINING);
   */
  public static defaultFeatures(roleType: SageMakerRoleType): SageMakerFeature[] {
    checkRoleType(roleType, PROPERTY_WORDING);
    return defaultFeatures(roleType) as SageMakerFeature[];
  }

  /**
   * Lets a caller connect to a HyperPod cluster and its Kubernetes API.
   *
   * Grants `sagemaker:DescribeCluster`, `eks:DescribeCluster` and `eks:AccessKubernetesApi`. An execution role is an error.
   *
   * @param grantee the caller
   * @param clusters the clusters
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-prerequisites-iam.html
   * @exampleMetadata fixture=stack
   * @example
   * declare const scientists: iam.IRole;
   * SageMakerExecutionRole.grantHyperPodConnect(scientists, {
   *   clusterArn: 'arn:aws:sagemaker:us-east-1:111122223333:cluster/abcdefghijkl',
   *   eksClusterArn: 'arn:aws:eks:us-east-1:111122223333:cluster/training',
   * });
   */
  public static grantHyperPodConnect(grantee: iam.IGrantable, clusters: HyperPodClusters): iam.Grant {
    if (grantee instanceof SageMakerExecutionRole) {
      throw new Error(`${grantee.node.path}: 'grantee' is the execution role of a job, not of a caller: pass the caller's role or user`);
    }
    return grantConnection(grantee, clusters);
  }

  /**
   * Imports an existing role by its ARN, and validates it when the stack is deployed.
   *
   * Every resource that references `roleArn` waits for the verdict. Policies with the role as their principal, and policies from
   * `grantPassRole`, don't wait: they can belong to a key or a function that the validation itself waits for.
   *
   * @param scope the scope of the role and its validation
   * @param id the id of the role in the scope
   * @param roleArn the ARN of the role
   * @param workload the workload that the role must be able to run
   * @param options the options of the validation
   * @exampleMetadata fixture=stack
   * @example
   * declare const bucket: s3.IBucket;
   * const arn = 'arn:aws:iam::111122223333:role/ml-platform/training';
   * const role = SageMakerExecutionRole.fromValidatedRoleArn(this, 'PlatformRole', arn, {
   *   roleType: SageMakerRoleType.TRAINING,
   *   minimal: true,
   *   buckets: [BucketAccess.readWrite(bucket)],
   * });
   */
  public static fromValidatedRoleArn(
    scope: Construct, id: string, roleArn: string, workload: Workload, options: ValidatedRoleOptions = {},
  ): iam.IRole {
    return importByArn(scope, id, roleArn, workload, options);
  }

  /**
   * Imports an existing role by its name, and validates it when the stack is deployed.
   *
   * Use it if you don't know the path of the role. Otherwise it works like `fromValidatedRoleArn`, within one stack.
   *
   * @param scope the scope of the role and its validation
   * @param id the id of the role in the scope
   * @param roleName the name of the role, without its path
   * @param workload the workload that the role must be able to run
   * @param options the options of the validation
   * @exampleMetadata fixture=stack
   * @example
   * const role = SageMakerExecutionRole.fromValidatedRoleName(this, 'PlatformRole', 'pretraining', {
   *   roleType: SageMakerRoleType.TRAINING,
   *   minimal: true,
   * });
   */
  public static fromValidatedRoleName(
    scope: Construct, id: string, roleName: string, workload: Workload, options: ValidatedRoleOptions = {},
  ): iam.IRole {
    return importByName(scope, id, roleName, workload, options);
  }

  /** The kind of workload that the role is for. */
  public readonly roleType: SageMakerRoleType;
  private readonly workload: Workload;
  private readonly trustedServices: readonly string[];
  private readonly grantedPolicies: RolePolicies;

  constructor(scope: Construct, id: string, props: SageMakerExecutionRoleProps) {
    const path = `${scope.node.path}/${id}`;
    const lengths = new TokenLengths();
    const plan = withPath(path, () => planRole(scope, props, lengths));
    try {
      super(scope, id, plan.roleProps);
    } catch (error) {
      // TypeScript allows no `super` in a function, so `withPath` can't call it.
      throw errorWithPath(path, error);
    }
    this.grantedPolicies = new RolePolicies(this);
    this.roleType = props.roleType;
    this.workload = props;
    this.trustedServices = plan.services;
    rememberName(this, props.roleName);

    const granted = grants(plan.workload, plan.environment, this.roleArn);
    this.grantedPolicies.create(granted, props.policyAttachment !== PolicyAttachment.AFTER_ROLE, lengths);
    tagOwnership(this, props);
    addWarnings(this, props, plan.workload, granted);
    checkNestedRoleTexts(this, props, plan.workload);
    limitTrust(this);
  }

  /** The permissions and the trust of the role, as the requirements of a validation. */
  public get requirements(): RoleRequirements {
    return RoleRequirements.executionRole(this.workload);
  }

  /**
   * Lets a caller start, watch and stop this kind of workload with this role, and with no other role.
   *
   * The caller may create, describe, stop and list the jobs of the role type, and read their logs. It may tag the jobs while it creates
   * them. It may pass this role to the services that run them. The role's `jobConditions`, `resourceTags` and `resourceNamePrefix` bind the caller too. Data and code that
   * the caller uploads need permissions on their bucket.
   *
   * @param grantee the caller: a person, a CI role, a state machine
   * @throws an error for HYPERPOD: use `grantHyperPodConnect`
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-pass-role
   * @exampleMetadata fixture=stack
   * @example
   * declare const role: SageMakerExecutionRole;
   * declare const scientists: iam.Group;
   * role.grantRunWorkload(scientists);
   */
  public grantRunWorkload(grantee: iam.IGrantable): iam.Grant {
    return grantRun(this, grantee, workloadScope(this.workload, this));
  }

  /**
   * Lets a principal pass the role to the services that the role trusts, and to no other service.
   *
   * Prefer it to the inherited `grantPassRole`, which allows every service.
   *
   * @param grantee the principal that passes the role
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
   * @exampleMetadata fixture=stack
   * @example
   * declare const role: SageMakerExecutionRole;
   * declare const starter: lambda.Function;
   * role.grantPassRoleToService(starter);
   */
  public grantPassRoleToService(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['iam:PassRole'],
      resourceArns: [this.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': withSingle(this.trustedServices) } },
    });
  }

  public addManagedPolicy(policy: iam.IManagedPolicy): void {
    super.addManagedPolicy(policy);
    this.grantedPolicies.count();
  }

  public applyRemovalPolicy(policy: RemovalPolicy): void {
    super.applyRemovalPolicy(policy);
    this.grantedPolicies.applyRemovalPolicy(policy);
  }
}
