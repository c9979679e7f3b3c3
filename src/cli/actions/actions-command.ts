import { Command } from 'commander';
import { CommandHost } from '../command-host';
import { preview } from './preview';
import { previewText } from './preview-text';
import { jsonText } from '../output/hidden-characters';
import { PlaceOptions, placeOrPlaceholders } from '../place/place';
import { addPlaceOptions } from '../place/place-options';
import { describedWorkload } from '../workload/described-workload';
import { WorkloadOptions } from '../workload/option-values';
import { addWorkloadOptions, ROLE_TYPE } from '../workload/workload-options';

const HELP = `
Without --account, --region and --partition, ARNs have the placeholders of the policy files.

The JSON has version, roleType, summary, features, featureOrigins (default or stated), otherFeatures, actions (each once, sorted), trust and
statements. A statement has sid, feature, actions, resources, conditions, warnings, why and source. A version may get more fields, and never
changes one.

  $ sagemaker-role actions training
  $ sagemaker-role actions serving --feature metrics --json`;

export function addActions(program: Command, host: CommandHost): void {
  const command = program.command('actions')
    .description('Show the permissions of a role type, with their resources and reasons')
    .addArgument(ROLE_TYPE())
    .option('--json', 'as JSON');
  addPlaceOptions(addWorkloadOptions(command))
    .addHelpText('after', HELP)
    .action((roleType: string, options: WorkloadOptions & PlaceOptions & { readonly json?: boolean }) => {
      const place = placeOrPlaceholders(options);
      const shown = preview(describedWorkload(roleType, options, place), place);
      host.print(options.json ? jsonText(shown) : previewText(shown));
    });
}
