import { Command } from 'commander';
import { featureOrigins } from '../../core/grant/features';
import { grants } from '../../core/grant/grants';
import { Environment } from '../../core/grant/workload';
import { CommandHost } from '../command-host';
import { writeDocuments } from './document-files';
import { NamedDocument, policyDocuments } from './policy-documents';
import { asUsage, UsageError } from '../parser/usage-error';
import { knownPlace, PlaceOptions } from '../place/place';
import { addPlaceOptions } from '../place/place-options';
import { arnOf, KINDS } from '../workload/arns';
import { describedWorkload } from '../workload/described-workload';
import { openScopes } from '../workload/open-scopes';
import { WorkloadOptions } from '../workload/option-values';
import { addWorkloadOptions, ROLE_TYPE } from '../workload/workload-options';

/** Managed policies per role that IAM allows without a raised quota. */
const DEFAULT_POLICY_QUOTA = 10;

const HELP = `
The statements are those that the construct attaches, in managed policies of at most 6,144 characters each. The construct, which leaves room
for what only the deployment knows, may distribute them otherwise. Warnings of what is left open go to standard error.

  $ sagemaker-role policy serving --bucket models:ro --no-keys \\
      --account 111122223333 --region eu-west-1 --out-dir policies
  $ aws iam create-policy --policy-name serving \\
      --policy-document file://policies/serving-policy.json`;

interface PolicyOptions extends WorkloadOptions, PlaceOptions {
  readonly role?: string;
  readonly outDir?: string;
}

export function addPolicy(program: Command, host: CommandHost): void {
  const command = program.command('policy')
    .description('Write the policy documents of a workload, for use without CDK')
    .addArgument(ROLE_TYPE());
  addPlaceOptions(command, ' (default: AWS_REGION or AWS_DEFAULT_REGION)')
    .option('--role <role>', 'the role itself, as [PATH/]NAME or ARN: needed where it passes itself on')
    .option('--out-dir <folder>', 'write a file for each document, instead of a JSON array');
  addWorkloadOptions(command)
    .addHelpText('after', HELP)
    .action((typedRoleType: string, options: PolicyOptions) => {
      const place = knownPlace(options, host.env);
      const workload = describedWorkload(typedRoleType, options, place);
      const role = options.role === undefined ? undefined : ownRole(options.role, place);
      const origins = featureOrigins(workload);
      const granted = grants(workload, place, role ?? '');
      if (role === undefined && granted.some(({ namesRole }) => namesRole)) {
        throw new UsageError('the role passes itself on, and is not named: give its name or ARN with --role');
      }
      const documents = asUsage(() => policyDocuments(granted));
      host.print(options.outDir === undefined
        ? `${JSON.stringify(documents.map(({ document }) => document), undefined, 2)}\n`
        : writeFiles(options.outDir, workload.roleType, documents, host));
      openScopes(granted, (feature) => origins.get(feature)).forEach((text) => host.warn(text));
      if (documents.length > DEFAULT_POLICY_QUOTA) {
        host.warn(`these are ${documents.length} managed policies, and IAM allows a role ${DEFAULT_POLICY_QUOTA} unless the account's quota is raised: `
          + 'name fewer buckets, or prefixes less finely');
      }
    });
}

/** Writes the documents, and returns the names of their files. */
function writeFiles(folder: string, roleType: string, documents: readonly NamedDocument[], host: CommandHost): string {
  const { written, stale } = writeDocuments(folder, roleType, documents);
  stale.forEach((file) => host.warn(`${file} is of an earlier run, and no longer needed: delete it`));
  return written.map((file) => `${file}\n`).join('');
}

function ownRole(given: string, place: Environment): string {
  const arn = arnOf({ ...KINDS.role, option: '--role' }, given, place);
  const account = arn.split(':')[4];
  if (account !== place.account) {
    throw new UsageError(`--role ${JSON.stringify(given)} is of the account ${account}, and --account is ${place.account}: use one of the same account`);
  }
  return arn;
}
