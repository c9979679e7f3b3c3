import { Command } from 'commander';
import { connectedClusters } from './connected-clusters';
import { connectGrants } from '../../core/grant/callers';
import { connectQuestion } from '../../core/question/caller-question';
import { CommandHost } from '../command-host';
import { addAwsOptions, awsOptions, ParsedAwsOptions, finishWith } from '../session/aws-options';

interface HyperPodConnectOptions extends ParsedAwsOptions {
  readonly cluster?: string;
  readonly eksCluster?: string;
  readonly strict?: boolean;
}

const HELP = `
The JSON has version, connects (true, false or null), verdict, caller, region, missing (each with action and resource), policy (to attach if
a permission is missing), findings (every answer that is not positive, with verdict, reason and, if there is one, subject, resource and
detail), notChecked, calls and notes. A version may get more fields, and never changes one.

The command only warns: its exit code is 0. With --strict it is 1 for false and 2 for unknown. It is 64 for wrong arguments, no
credentials or no Region.
Your credentials need iam:SimulatePrincipalPolicy on themselves, and iam:GetRole for a role with a path.`;

export function addHyperPodConnect(program: Command, host: CommandHost): void {
  const command = program.command('hyperpod-connect')
    .description('Find out whether you can connect to a HyperPod cluster with its command line')
    .option('--cluster <cluster>', 'the HyperPod cluster, by its ARN or name; only an ARN gives a definite result')
    .option('--eks-cluster <cluster>', 'the EKS cluster that orchestrates it, by its ARN or name')
    .option('--strict', 'set the exit code to the result');
  addAwsOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: HyperPodConnectOptions) => {
      const { clusters, hints, region } = connectedClusters(options);
      finishWith(await host.load('validate').validateCaller({
        ...awsOptions({ ...options, region }),
        // The same permissions that `SageMakerExecutionRole.grantHyperPodConnect` grants.
        question: (environment) => connectQuestion(connectGrants(clusters(environment), environment), environment),
        purpose: { member: 'connects', can: 'connect to HyperPod', notChecked: ["the cluster's own access entries in Kubernetes"] },
        strict: options.strict ?? false,
        hints,
      }, host), host);
    });
}
