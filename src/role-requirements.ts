import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { connectGrants } from './core/grant/hyperpod-connect';
import { Environment } from './core/grant/workload';
import { connectQuestion } from './core/question/connect-question';
import { Question } from './core/question/question';
import { workloadQuestion } from './core/question/questions';
import { clusterArn, workloadScope } from './private/workload-scope';
import { Workload } from './workload';

/**
 * The clusters that a caller connects to.
 */
export interface HyperPodConnectOptions {
  /**
   * The ARN of the HyperPod cluster.
   *
   * @default - any cluster of this account and region: a denial then leaves the verdict open
   */
  readonly clusterArn?: string;

  /**
   * The ARN of the EKS cluster that orchestrates it.
   *
   * @default - any cluster of this account and region: a denial then leaves the verdict open
   */
  readonly eksClusterArn?: string;
}

/**
 * What a role must allow, and whom it must trust.
 *
 * It comes from the same data as the permissions of a `SageMakerExecutionRole`, so that a role which that construct makes always
 * meets its own requirements.
 */
export class RoleRequirements {
  /**
   * What the execution role of a workload must allow, and which services it must trust.
   *
   * @param workload what the role is for
   */
  public static executionRole(workload: Workload): RoleRequirements {
    // Whatever is wrong with the workload is said here, not when the stack is synthesized.
    workloadScope(workload);
    return new RoleRequirements((scope, environment) => workloadQuestion(workloadScope(workload, scope), environment), false);
  }

  /**
   * What a role must allow that connects to a HyperPod cluster. It demands no trust, and a bad verdict only warns by default.
   *
   * @param options the clusters
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-prerequisites-iam.html
   */
  public static hyperPodConnect(options: HyperPodConnectOptions = {}): RoleRequirements {
    const named = (property: 'clusterArn' | 'eksClusterArn', service: string) => {
      const arn = options[property];
      return arn === undefined ? undefined : [clusterArn(property, arn, service)];
    };
    const clusters = { hyperPodClusters: named('clusterArn', 'sagemaker'), eksClusters: named('eksClusterArn', 'eks') };
    return new RoleRequirements((_, environment) => connectQuestion(connectGrants(clusters, environment), environment), true);
  }

  private constructor(
    private readonly ask: (scope: IConstruct, environment: Environment) => Question,
    /**
     * Whether a bad verdict only warns, unless it is said otherwise.
     *
     * @internal
     */
    readonly _warnsByDefault: boolean,
  ) {}

  /**
   * The question, for a role that lives where the construct does.
   *
   * @internal
   */
  public _question(scope: IConstruct): Question {
    const { partition, region, account } = Stack.of(scope);
    return this.ask(scope, { partition, region, account });
  }
}
