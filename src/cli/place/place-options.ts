import { Command } from 'commander';

/** Adds the options for the place of a role. */
export function addPlaceOptions(command: Command, regionDefault = ''): Command {
  return command
    .option('--account <account>', 'the account of the role')
    .option('--region <region>', `the Region of the workload${regionDefault}`)
    .option('--partition <partition>', 'the partition (default: that of the Region)');
}
