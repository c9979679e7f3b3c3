import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { connectGrants } from './core/grant/callers';
import { WorkloadScope } from './core/grant/workload';
import { Environment } from './core/iam/environment';
import { connectQuestion, startQuestion } from './core/question/caller-question';
import { Question } from './core/question/question';
import { workloadQuestion } from './core/question/questions';
import { PROPERTY_WORDING } from './core/rules/wording';
import { checkStarts } from './core/rules/workload-rules';
import { checkShape, Shape } from './private/value-shape';
import { checkNestedClusters, clusterScope } from './private/workload/cluster-scope';
import { checkNestedTexts } from './private/workload/scope-texts';
import { workloadScope } from './private/workload/workload-scope';
import { Workload } from './workload';

/**
 * The HyperPod cluster that a caller connects to.
 */
export interface HyperPodConnectOptions {
  /**
   * The ARN of the HyperPod cluster.
   *
   * @default - any cluster of this account and Region: a denial is then INCONCLUSIVE
   */
  readonly clusterArn?: string;

  /**
   * The ARN of the EKS cluster that orchestrates it.
   *
   * @default - any cluster of this account and Region: a denial is then INCONCLUSIVE
   */
  readonly eksClusterArn?: string;
}

const CLUSTERS: Shape<HyperPodConnectOptions> = { clusterArn: 'text', eksClusterArn: 'text' };

/**
 * The permissions and the trust that a validated role must have.
 *
 * They come from the same data as the permissions of a `SageMakerExecutionRole`, so a role that this construct creates always
 * meets its own requirements.
 *
 * @exampleMetadata fixture=stack
 * @example
 * const requirements = RoleRequirements.executionRole({ roleType: SageMakerRoleType.SERVING });
 */
export class RoleRequirements {
  /**
   * The requirements of a workload's execution role: its permissions, and the services that it must trust.
   *
   * @param workload the workload
   * @exampleMetadata fixture=stack
   * @example
   * const requirements = RoleRequirements.executionRole({ roleType: SageMakerRoleType.TRAINING, minimal: true });
   */
  public static executionRole(workload: Workload): RoleRequirements {
    // Fail here, at the user's own line, and not during the synthesis.
    workloadScope(workload);
    return new RoleRequirements((scope, environment) => workloadQuestion(validatedScope(workload, scope), environment), false);
  }

  /**
   * The requirements of a caller that starts a workload with a role. They include no trust, and a bad verdict only warns by default.
   *
   * They are the permissions of `grantRunWorkload`. A validation doesn't require the permissions to stop, list and tag.
   *
   * @param workload the workload
   * @param role the role that the caller passes
   * @throws an error for HYPERPOD: use `hyperPodConnect`
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-pass-role
   * @exampleMetadata fixture=stack
   * @example
   * declare const role: iam.IRole;
   * const requirements = RoleRequirements.runWorkload({ roleType: SageMakerRoleType.TRAINING }, role);
   */
  public static runWorkload(workload: Workload, role: iam.IRole): RoleRequirements {
    checkStarts(workloadScope(workload), PROPERTY_WORDING);
    return new RoleRequirements((scope, environment) => startQuestion(validatedScope(workload, scope), environment, role.roleArn), true);
  }

  /**
   * The requirements of a caller that connects to a HyperPod cluster. They include no trust, and a bad verdict only warns by default.
   *
   * @param options the clusters
   * @exampleMetadata fixture=stack
   * @example
   * const requirements = RoleRequirements.hyperPodConnect({
   *   clusterArn: 'arn:aws:sagemaker:us-east-1:111122223333:cluster/abcdefghijkl',
   * });
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-prerequisites-iam.html
   */
  public static hyperPodConnect(options: HyperPodConnectOptions = {}): RoleRequirements {
    checkShape(undefined, options, CLUSTERS);
    const clusters = clusterScope(options);
    return new RoleRequirements((scope, environment) => {
      checkNestedClusters(scope, options);
      return connectQuestion(connectGrants(clusters, environment), environment);
    }, true);
  }

  private constructor(
    private readonly ask: (scope: IConstruct, environment: Environment) => Question,
    /**
     * Whether a bad verdict only warns by default.
     *
     * @internal
     */
    readonly _warnsByDefault: boolean,
  ) {}

  /**
   * The question about a role in the stack of a construct.
   *
   * @internal
   */
  public _question(scope: IConstruct): Question {
    const { partition, region, account } = Stack.of(scope);
    return this.ask(scope, { partition, region, account });
  }
}

/** The scope of a workload of a validation, whose texts are checked again at synthesis. */
function validatedScope(workload: Workload, validation: IConstruct): WorkloadScope {
  const scope = workloadScope(workload, validation);
  checkNestedTexts(validation, scope, Stack.of(validation).account);
  return scope;
}
