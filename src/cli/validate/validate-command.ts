import { Command, Option } from 'commander';
import { Environment } from '../../core/grant/workload';
import { workloadQuestion } from '../../core/question/questions';
import { CommandHost } from '../command-host';
import { placeOrPlaceholders } from '../place/place';
import { addAwsOptions, awsOptions, ParsedAwsOptions, finishWith, seconds } from '../session/aws-options';
import { describedWorkload } from '../workload/described-workload';
import { WorkloadOptions } from '../workload/option-values';
import { roleTypeOf } from '../workload/role-type';
import { addWorkloadOptions } from '../workload/workload-options';

interface ValidateOptions extends WorkloadOptions, ParsedAwsOptions {
  readonly type: string;
  readonly role?: string;
  readonly propagationTimeout: number;
}

/** Longer than the construct's 3 minutes, since no Lambda function has to end in time. */
const LONGEST_PROPAGATION_SECONDS = 600;

const HELP = `
The verdict is the one of the validation that the construct deploys. Whatever is not named is asked about as a whole, so that a role for
its own resources alone leaves it open: name the buckets, keys and so on.

The JSON has version, verdict, role (as given, or the ARN of your own), roleArn (where IAM told it), workload, region, good (how many
answers were), findings (all that is not plainly good: verdict, reason, and where there is one subject, resource, detail), notChecked,
calls and notes.
Fields may be added within a version, none is changed.

Exit code: 0 VALID, 1 INVALID, 2 INCONCLUSIVE, 64 what was typed, no credentials, no region.
Permissions of the caller: iam:GetRole and iam:SimulatePrincipalPolicy.`;

export function addValidate(program: Command, host: CommandHost): void {
  const command = program.command('validate')
    .alias('check')
    .description('Validate an existing role with your credentials: its permissions and its trust policy')
    .requiredOption('--type <role-type>', 'what the role is for, such as training')
    .option('--role <role>', 'the role, by its name or ARN (default: your own)');
  addWorkloadOptions(command)
    .addOption(new Option('--propagation-timeout <seconds>', 'for how long a bad answer is asked again, of a role that has just been made')
      .default(0).argParser(seconds('--propagation-timeout', 0, LONGEST_PROPAGATION_SECONDS)));
  addAwsOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: ValidateOptions) => {
      const described = (environment: Environment) => describedWorkload(options.type, options, environment);
      // What is wrong with the options is said before AWS is asked for the place.
      described(placeOrPlaceholders({}));
      finishWith(await host.load('validate').validate({
        ...awsOptions(options),
        role: options.role,
        workload: roleTypeOf(options.type),
        question: (environment) => workloadQuestion(described(environment), environment),
        propagationTimeout: options.propagationTimeout,
      }, host), host);
    });
}
