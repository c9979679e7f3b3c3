import { Command } from 'commander';

/** Adds the options that say where a role lives. */
export function addPlaceOptions(command: Command, regionDefault = ''): Command {
  return command
    .option('--account <account>', 'the account of the role')
    .option('--region <region>', `the region of the workload${regionDefault}`)
    .option('--partition <partition>', 'the partition (default: that of the region)');
}
