import { Command, Option } from 'commander';
import { contextEntries } from './context-entries';
import { Outcome } from './session-options';
import { writeStandardOutput } from '../output/standard-output';
import { RepeatableOption } from '../parser/repeatable-option';
import { UsageError } from '../parser/usage-error';

/** What the parser makes of the options that commands have in common which ask AWS. */
export interface ParsedAwsOptions {
  readonly context?: readonly string[];
  readonly profile?: string;
  readonly region?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

const LONGEST_TIMEOUT_SECONDS = 3_600;

/** Adds the options of commands that ask AWS: as whom, about which requests, for how long. */
export function addAwsOptions(command: Command): Command {
  return command
    .addOption(new RepeatableOption('--context <key=value>', 'what is known of the requests, such as aws:SourceVpc=vpc-1, for policies that depend on it'))
    .option('--profile <name>', 'the profile of the shared configuration files whose credentials and region are used')
    .option('--region <region>', "the region of the workload (default: AWS_REGION, AWS_DEFAULT_REGION, or the profile's)")
    .addOption(new Option('--timeout <seconds>', 'the time for all of it').default(300).argParser(seconds('--timeout', 1, LONGEST_TIMEOUT_SECONDS)))
    .option('--json', 'one JSON document instead of text');
}

/** What they say, for what asks AWS. */
export function awsOptions({ context = [], profile, region, timeout, json = false }: ParsedAwsOptions) {
  return { context: contextEntries(context), profile, region, timeout, json };
}

/** A whole number of seconds between two bounds. */
export function seconds(option: string, least: number, most: number): (typed: string) => number {
  return (typed) => {
    const value = Number(typed);
    if (!/^\d+$/.test(typed) || value < least || value > most) {
      throw new UsageError(`${option} is ${JSON.stringify(typed)}: use a whole number of seconds from ${least} to ${most}`);
    }
    return value;
  };
}

/** Prints what came out, and lets the process end. */
export async function print({ output, exitCode }: Outcome, finish: (exitCode: number) => void): Promise<void> {
  await writeStandardOutput(output);
  finish(exitCode);
  // A call that was given up may still wait: the pauses of the SDK's retries know no deadline.
  setTimeout(() => process.exit(), 1_000).unref();
}
