import { Command, Option } from 'commander';
import { WorkloadScope } from '../../core/grant/workload';
import { Environment } from '../../core/iam/environment';
import { startQuestion } from '../../core/question/caller-question';
import { workloadQuestion } from '../../core/question/questions';
import { checkStarts } from '../../core/rules/workload-rules';
import { passedRole } from '../caller/passed-role';
import { CallerRequest } from '../caller/validate-caller';
import { CommandHost } from '../command-host';
import { asUsage, UsageError } from '../parser/usage-error';
import { placeOrPlaceholders } from '../place/place';
import { addAwsOptions, awsOptions, ParsedAwsOptions, finishWith, seconds } from '../session/aws-options';
import { describedWorkload } from '../workload/described-workload';
import { OPTION_WORDING, WorkloadOptions } from '../workload/option-values';
import { roleTypeOf } from '../workload/role-type';
import { addWorkloadOptions } from '../workload/workload-options';

interface ValidateOptions extends WorkloadOptions, ParsedAwsOptions {
  readonly type?: string;
  readonly role?: string;
  readonly propagationTimeout: number;
  readonly resourcePolicies: boolean;
  readonly caller?: boolean;
}

/** Longer than the construct's 3 minutes, because no Lambda function has to end in time. */
const LONGEST_PROPAGATION_SECONDS = 600;

const HELP = `
The verdict is the same as that of the construct's validation. Omitted options ask about every bucket, key and so on of the account. A role
that is narrower gets INCONCLUSIVE then, so name the resources.

The JSON has version, verdict, role (as typed, or the ARN of your own), roleArn (from IAM),
sourceRoleTemplate (if the role was created from one), workload, region, good (the number of positive
answers), findings (every other answer, with verdict, reason and, if there is one, subject, resource, pattern, detail, assumption,
conditions and context), wayOut, policy (to add to the role if it lacks permissions), notChecked, calls and notes.
A version may get more fields, and never changes one.

With --caller, the JSON has starts (true, false or null) and caller in place of role, roleArn, workload and good, as that of hyperpod-connect.

Exit code: 0 VALID, 1 INVALID, 2 INCONCLUSIVE, 64 wrong arguments, no credentials or no Region.
Your credentials need iam:GetRole and iam:SimulatePrincipalPolicy, and for the policies of the named resources s3:GetBucketPolicy, kms:GetKeyPolicy,
sns:GetTopicAttributes, sqs:GetQueueAttributes, lambda:GetPolicy, ecr:GetRepositoryPolicy and s3express:GetBucketPolicy.`;

export function addValidate(program: Command, host: CommandHost): void {
  const command = program.command('validate')
    .alias('check')
    .description('Validate an existing role with your credentials: its permissions and its trust policy')
    .option('--type <role-type>', "the role type, such as training (default: the role's tag RoleType)")
    .option('--role <role>', 'the role, by its name or ARN (default: your own)');
  command.option('--caller', 'validate yourself instead: whether you may start this workload with --role');
  addWorkloadOptions(command)
    .addOption(new Option('--propagation-timeout <seconds>', 'how long to ask again for a role that is new')
      .default(0).argParser(seconds('--propagation-timeout', 0, LONGEST_PROPAGATION_SECONDS)));
  command.option('--no-resource-policies', "don't read the policies of the resources that the options name");
  addAwsOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: ValidateOptions) => {
      const described = (environment: Environment, type: string) => describedWorkload(type, options, environment);
      if (options.type !== undefined) {
        // Rejects wrong options before any call to AWS.
        described(placeOrPlaceholders({}), options.type);
      }
      if (options.caller) {
        finishWith(await host.load('validate').validateCaller(callerRequest(options, described), host), host);
        return;
      }
      finishWith(await host.load('validate').validate({
        ...awsOptions(options),
        role: options.role,
        roleType: options.type === undefined ? undefined : roleTypeOf(options.type),
        parseRoleType: roleTypeOf,
        question: (environment, roleType) => workloadQuestion(described(environment, roleType), environment),
        propagationTimeout: options.propagationTimeout,
        resourcePolicies: options.resourcePolicies,
      }, host), host);
    });
}

/** The question whether the user may start a workload with a role. */
function callerRequest(
  options: ValidateOptions, described: (environment: Environment, type: string) => WorkloadScope,
): CallerRequest {
  const { type, role } = options;
  if (type === undefined || role === undefined) {
    throw new UsageError(`--caller needs ${type === undefined ? '--type, the role type' : '--role, the role that you pass'}: add it`);
  }
  asUsage(() => checkStarts(described(placeOrPlaceholders({}), type), OPTION_WORDING));
  return {
    ...awsOptions(options),
    propagationTimeout: options.propagationTimeout,
    resourcePolicies: options.resourcePolicies,
    purpose: { member: 'starts', can: `start a ${type} workload with the role ${role}`, notChecked: ['the role itself (validate it without --caller)'] },
    strict: true,
    hints: [],
    question: async (environment, session) => startQuestion(described(environment, type), environment, await passedRole(role, session)),
  };
}
