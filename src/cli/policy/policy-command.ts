import { Command } from 'commander';
import { writeDocuments } from './document-files';
import { NamedDocument, policyDocuments } from './policy-documents';
import { callerSubject, roleSubject } from './policy-subject';
import { featureOrigins } from '../../core/grant/features';
import { MANAGED_POLICY_QUOTA } from '../../core/grant/packing/packing';
import { Environment } from '../../core/iam/environment';
import { assumedOwnerWarning } from '../../core/rules/bucket-owner-rules';
import { openScopeWarnings } from '../../core/rules/open-scope-warning';
import { prefixWarnings } from '../../core/rules/prefix-warning';
import { ROLE } from '../../core/rules/resource-forms';
import { checkArn } from '../../core/rules/value-rules';
import { CommandHost } from '../command-host';
import { jsonText } from '../output/hidden-characters';
import { asUsage, UsageError } from '../parser/usage-error';
import { knownPlace, placeholderParts, PlaceOptions } from '../place/place';
import { addPlaceOptions } from '../place/place-options';
import { arnOf, checkPartition } from '../workload/arns';
import { describedWorkload } from '../workload/described-workload';
import { OPTION_WORDING, optionOf, WorkloadOptions } from '../workload/option-values';
import { addWorkloadOptions, ROLE_TYPE } from '../workload/workload-options';

const HELP = `
The statements are those of the construct, in managed policies of at most 6,144 characters each. The construct may distribute them
differently, because it plans for the longest values of tokens. Warnings about account-wide access go to standard error.

  $ sagemaker-role policy serving --bucket models:ro --no-keys \\
      --account 111122223333 --region eu-west-1 --out-dir policies
  $ aws iam create-policy --policy-name serving \\
      --policy-document file://policies/serving-policy.json`;

interface PolicyOptions extends WorkloadOptions, PlaceOptions {
  readonly role?: string;
  readonly outDir?: string;
  readonly caller?: boolean;
}

export function addPolicy(program: Command, host: CommandHost): void {
  const command = program.command('policy')
    .description('Write the policy documents of a workload, for use without CDK')
    .addArgument(ROLE_TYPE());
  addPlaceOptions(command, ' (default: AWS_REGION or AWS_DEFAULT_REGION)')
    .option('--role <role>', 'the role itself, as [PATH/]NAME or an ARN; needed if it passes itself')
    .option('--caller', 'the policy of a caller that starts the workload with --role, instead of the role itself')
    .option('--out-dir <folder>', 'write a file for each document, instead of a JSON array');
  addWorkloadOptions(command)
    .addHelpText('after', HELP)
    .action((typedRoleType: string, options: PolicyOptions) => {
      const place = knownPlace(options, host.env);
      const workload = describedWorkload(typedRoleType, options, place);
      const role = options.role === undefined ? undefined : ownRole(options.role, place);
      const origins = featureOrigins(workload);
      const { granted, name, warnings } = (options.caller ? callerSubject : roleSubject)(workload, place, role);
      const documents = asUsage(() => policyDocuments(granted));
      host.print(options.outDir === undefined
        ? jsonText(documents.map(({ document }) => document))
        : writeFiles(options.outDir, name, documents, host));
      [
        ...openScopeWarnings(granted, (feature) => origins.get(feature), OPTION_WORDING).values(),
        ...warnings,
        assumedOwnerWarning(workload.buckets ?? [], options.bucket as string[] | undefined ?? [], OPTION_WORDING),
        ...prefixWarnings(workload, optionOf, placeholderParts).values(),
      ].filter((text) => text !== undefined).forEach((text) => host.warn(text));
      if (documents.length > MANAGED_POLICY_QUOTA) {
        host.warn(`the role needs ${documents.length} managed policies, but IAM allows ${MANAGED_POLICY_QUOTA} unless you raise the account's quota: `
          + 'use fewer buckets or fewer prefixes');
      }
    });
}

/** Writes the documents, and returns the names of their files. */
function writeFiles(folder: string, name: string, documents: readonly NamedDocument[], host: CommandHost): string {
  const { written, stale } = writeDocuments(folder, name, documents);
  stale.forEach((file) => host.warn(`${file} is from an earlier run and no longer needed: delete it`));
  return written.map((file) => `${file}\n`).join('');
}

function ownRole(given: string, place: Environment): string {
  const arn = arnOf('--role', ROLE, given, place);
  asUsage(() => checkArn(`--role is ${JSON.stringify(given)}`, ROLE, [arn]));
  checkPartition('--role', arn, place);
  const account = arn.split(':')[4];
  if (account !== place.account) {
    throw new UsageError(`--role ${JSON.stringify(given)} is of account ${account}, but --account is ${place.account}: use a role of that account`);
  }
  return arn;
}
