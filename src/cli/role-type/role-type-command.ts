import { Argument, Command } from 'commander';
import { operationAnswer } from './operation-answer';
import { operationText } from './operation-text';
import { operationRoles } from '../../core/grant/data/operation-data';
import { meantOperation } from '../../core/rules/role-type-name';
import { shownValue } from '../../core/rules/shown-value';
import { meantName } from '../../core/rules/similar-name';
import { CommandHost } from '../command-host';
import { jsonText } from '../output/hidden-characters';
import { UsageError } from '../parser/usage-error';

const HELP = `
The JSON has version, service, operation and roles. A role has members, roleType, features, needs, note and page. One that no role type is for has
reason and why instead. A version may get more fields, and never changes one.

  $ sagemaker-role role-type CreateTrainingJob
  $ sagemaker-role role-type bedrock:CreateEvaluationJob --json`;

export function addRoleType(program: Command, host: CommandHost): void {
  program.command('role-type')
    .description('Show the role type for an operation of SageMaker or Amazon Bedrock, and the features that a request calls for')
    .addArgument(new Argument('<operation>', 'an operation of the API, such as CreateTrainingJob'))
    .option('--json', 'as JSON')
    .addHelpText('after', HELP)
    .action((typed: string, { json }: { readonly json?: boolean }) => {
      const operation = meantOperation(typed);
      if (operation === undefined) {
        throw unknownOperation(typed);
      }
      const answer = operationAnswer(operation);
      host.print(json ? jsonText(answer) : operationText(answer));
    });
}

function unknownOperation(typed: string): UsageError {
  const meant = meantName(typed, operationRoles().map(({ operation }) => operation));
  return new UsageError(`the operation ${shownValue(typed)} takes no role, or doesn't exist: use ${meant ?? 'one that takes a role, such as CreateTrainingJob'}`);
}
