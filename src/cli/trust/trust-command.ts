import { Command, Option } from 'commander';
import { trustedServices } from '../../core/grant/trust';
import { longTrustError, openTrustWarning } from '../../core/rules/trust-rules';
import { CommandHost } from '../command-host';
import { trustDocument } from './trust-document';
import { jsonText } from '../output/hidden-characters';
import { RepeatableOption } from '../parser/repeatable-option';
import { asUsage, UsageError } from '../parser/usage-error';
import { checkedAccount } from '../place/place';
import { FeatureOptions, optionOf } from '../workload/option-values';
import { featureChoice, roleTypeOf } from '../workload/role-type';
import { addFeatureOptions, ROLE_TYPE } from '../workload/workload-options';

const HELP = `
The features decide which services may assume the role. Each service has its own statement, so a source ARN of one does not lock another
out.

  $ sagemaker-role trust training --account 111122223333 > trust.json
  $ aws iam create-role --role-name training \\
      --assume-role-policy-document file://trust.json`;

interface TrustOptions extends FeatureOptions {
  readonly account?: string;
  /** False for `--no-account-condition`. */
  readonly accountCondition: boolean;
  readonly sourceArn?: readonly string[];
}

export function addTrust(program: Command, host: CommandHost): void {
  const command = program.command('trust')
    .description('Write the trust policy of a role type, for use without CDK')
    .addArgument(ROLE_TYPE());
  addFeatureOptions(command)
    .option('--account <account>', 'the account that the services act for (aws:SourceAccount)')
    .addOption(new Option('--no-account-condition', 'let the services act for any account').conflicts('account'))
    .addOption(new RepeatableOption('--source-arn <pattern>', 'a resource that its service acts for (aws:SourceArn)'))
    .addHelpText('after', HELP)
    .action((typedRoleType: string, { account, accountCondition, sourceArn = [], ...options }: TrustOptions) => {
      const roleType = roleTypeOf(typedRoleType);
      const services = asUsage(() => trustedServices(featureChoice(roleType, options)));
      if (account === undefined && accountCondition) {
        throw new UsageError("--account is missing: use the 12 digits of the role's account, or --no-account-condition");
      }
      const document = asUsage(() => trustDocument(services, account === undefined ? undefined : checkedAccount(account), sourceArn));
      const error = longTrustError(JSON.stringify(document).length, optionOf);
      if (error !== undefined) {
        throw new UsageError(error);
      }
      if (!accountCondition) {
        host.warn(openTrustWarning(optionOf));
      }
      host.print(jsonText(document));
    });
}
