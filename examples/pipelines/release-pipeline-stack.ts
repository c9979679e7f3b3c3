import { Environment, Stack, StackProps, Stage } from 'aws-cdk-lib';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';
import { ForecastStack } from './forecast-stack';

export interface ReleasePipelineStackProps extends StackProps {
  /** The owner and name of the repository, such as `example-org/forecast`. */
  readonly repository: string;
  readonly branch: string;
  /** The ARN of the connection to the repository's host. */
  readonly connectionArn: string;
  /** The commit that is released. See ForecastStack. */
  readonly release?: string;
  /** The environments to deploy to, one after another. */
  readonly environments: readonly { readonly name: string; readonly env: Required<Environment> }[];
}

/**
 * Releases a workload to one account after another. Each deployment validates the roles of its account. An INVALID role fails the
 * deployment and its stage, so the next stage doesn't start.
 */
export class ReleasePipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: ReleasePipelineStackProps) {
    super(scope, id, props);

    const source = CodePipelineSource.connection(props.repository, props.branch, { connectionArn: props.connectionArn });
    const pipeline = new CodePipeline(this, 'Pipeline', {
      synth: new ShellStep('Synth', {
        input: source,
        env: { RELEASE: source.sourceAttribute('CommitId') },
        commands: ['npm ci', 'npx cdk synth'],
      }),
      // The target accounts read the encrypted artifacts of the pipeline.
      crossAccountKeys: true,
      enableKeyRotation: true,
      cliVersion: '2',
    });

    for (const { name, env } of props.environments) {
      const stage = new Stage(this, name, { env });
      new ForecastStack(stage, 'Forecast', { release: props.release });
      pipeline.addStage(stage);
    }
  }
}
