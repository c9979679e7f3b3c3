import { Command, Option } from 'commander';
import { contextEntries } from './context-entries';
import { Outcome } from './session-options';
import { CommandHost } from '../command-host';
import { RepeatableOption } from '../parser/repeatable-option';
import { UsageError } from '../parser/usage-error';

/** The parsed options of every command that asks AWS. */
export interface ParsedAwsOptions {
  readonly context?: readonly string[];
  readonly organizationId?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

const LONGEST_TIMEOUT_SECONDS = 3_600;

/** Adds the options of commands that ask AWS. */
export function addAwsOptions(command: Command): Command {
  return command
    .addOption(new RepeatableOption('--context <key=value>', 'a known condition key of the requests, such as aws:SourceVpc=vpc-1'))
    .option('--organization-id <id>', "the organization of the role's account, such as o-a1b2c3d4e5")
    .option('--profile <name>', 'the profile with the credentials and the Region')
    .option('--region <region>', "the Region of the workload (default: AWS_REGION, AWS_DEFAULT_REGION or the profile's)")
    .addOption(new Option('--timeout <seconds>', 'the time for the whole command').default(300).argParser(seconds('--timeout', 1, LONGEST_TIMEOUT_SECONDS)))
    .option('--json', 'one JSON document instead of text');
}

/** Checks the parsed options. */
export function awsOptions({ context = [], organizationId, profile, region, timeout, json = false }: ParsedAwsOptions) {
  return { context: contextEntries(context, organizationId), profile, region, timeout, json };
}

/** Parses a whole number of seconds between two bounds. */
export function seconds(option: string, least: number, most: number): (typed: string) => number {
  return (typed) => {
    const value = Number(typed);
    if (!/^\d+$/.test(typed) || value < least || value > most) {
      throw new UsageError(`${option} is ${JSON.stringify(typed)}: use a whole number of seconds from ${least} to ${most}`);
    }
    return value;
  };
}

/** Prints the result and sets the exit code. */
export function finishWith({ output, exitCode }: Outcome, host: CommandHost): void {
  host.print(output);
  host.finish(exitCode);
}
