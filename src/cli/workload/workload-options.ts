import { Argument, Command, Option } from 'commander';
import { networkOptions } from './network-options';
import { asTyped } from './option-values';
import { roleTypes } from '../../core/grant/data/policy-data';
import { WORKLOAD_PROPERTIES } from '../../core/rules/workload-properties';
import { WorkloadProperty } from '../../core/rules/workload-property';
import { RepeatableOption } from '../parser/repeatable-option';

export const ROLE_TYPE = () => new Argument('<role-type>', `one of ${roleTypes().map(asTyped).join(', ')}`);

/** Adds the options that choose a role type's features. */
export function addFeatureOptions(command: Command): Command {
  return command
    .addOption(new RepeatableOption('--feature <name>', "a feature in addition to the role type's default features"))
    .option('--minimal', "start from the role type's documented minimum instead of its default features");
}

/** Adds the options that describe a workload: its features, and one option for each property. */
export function addWorkloadOptions(command: Command): Command {
  addFeatureOptions(command);
  WORKLOAD_PROPERTIES.flatMap(optionsOf).forEach((option) => command.addOption(option));
  return command;
}

/** The option of a property, and those that belong to it. */
function optionsOf({ kind, option, value = '', help }: WorkloadProperty): Option[] {
  const flags = `${option} ${value}`.trim();
  switch (kind) {
    case 'keys': return [new RepeatableOption(flags, help), new Option('--no-keys', 'no KMS key').conflicts('key')];
    case 'flag': return [new Option(flags, help).conflicts('keys')];
    case 'choice': return [new Option(option, help), new Option(option.replace('--', '--no-'), 'it passes other roles only')];
    case 'namePrefix': return [new Option(flags, help)];
    case 'network': return [new Option(flags, help), ...networkOptions()];
    default: return [new RepeatableOption(flags, help)];
  }
}
