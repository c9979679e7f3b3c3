import { Environment, Stack, StackProps, Stage } from 'aws-cdk-lib';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';
import { ForecastStack } from './forecast-stack';

export interface ReleasePipelineStackProps extends StackProps {
  /** Owner and name of the repository. */
  readonly repository: string;
  readonly branch: string;
  /** The connection of this account to where the repository is. */
  readonly connectionArn: string;
  /** The commit that is released; see ForecastStack. */
  readonly release?: string;
  /** Where to, one after another. */
  readonly environments: readonly { readonly name: string; readonly env: Required<Environment> }[];
}

/**
 * Releases a workload to one account after another. In each, the roles are judged while the stack is deployed: an INVALID one fails the
 * deployment, this fails the stage, and the next stage does not start.
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
      // The accounts read the pipeline's artifacts, which are encrypted.
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
