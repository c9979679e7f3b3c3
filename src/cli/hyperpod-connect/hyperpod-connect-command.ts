import { Command } from 'commander';
import { connectedClusters } from './connected-clusters';
import { ConnectedClusters, connectGrants } from '../../core/grant/hyperpod-connect';
import { Environment } from '../../core/grant/workload';
import { connectQuestion } from '../../core/question/connect-question';
import { CommandHost } from '../command-host';
import { addAwsOptions, awsOptions, ParsedAwsOptions, finishWith } from '../session/aws-options';

interface HyperPodConnectOptions extends ParsedAwsOptions {
  readonly cluster?: string;
  readonly eksCluster?: string;
  readonly strict?: boolean;
}

const HELP = `
The JSON has version, connects (true, false or null), verdict, caller, region, missing (each action and resource), policy (what to
attach, where something is missing), findings (all that is not plainly good: verdict, reason, and where there is one subject, resource,
detail), notChecked, calls and notes. Fields may be added within a version, none is changed.

It only warns: the exit code is 0, and with --strict 1 for false and 2 for unknown; 64 for what was typed, no credentials, no region.
Permissions of the caller: iam:SimulatePrincipalPolicy on itself, and iam:GetRole for a role with a path.`;

export function addHyperPodConnect(program: Command, host: CommandHost): void {
  const command = program.command('hyperpod-connect')
    .description('Find out whether you may connect to a HyperPod cluster with its command line')
    .option('--cluster <cluster>', 'the HyperPod cluster, by its ARN or name; a name leaves open which one IAM is asked about')
    .option('--eks-cluster <cluster>', 'the EKS cluster that orchestrates it, by its ARN or name')
    .option('--strict', 'tell the verdict with the exit code');
  addAwsOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: HyperPodConnectOptions) => {
      const { clusters, hints, region } = connectedClusters(options);
      finishWith(await host.load('validate').hyperPodConnect({
        ...awsOptions({ ...options, region }),
        needs: (environment) => needsOf(clusters(environment), environment),
        strict: options.strict ?? false,
        hints,
      }, host), host);
    });
}

/** The same permissions that `SageMakerExecutionRole.grantHyperPodConnect` grants. */
function needsOf(clusters: ConnectedClusters, environment: Environment) {
  const grants = connectGrants(clusters, environment);
  return { grants, question: connectQuestion(grants, environment) };
}
