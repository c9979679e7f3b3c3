import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether to show its output at once, and not only if it fails. */
  readonly shown?: boolean;
  /** Whether it may end with an exit code that is not zero. */
  readonly mayFail?: boolean;
}

export interface CommandResult {
  readonly succeeded: boolean;
  readonly output: string;
}

/** A command has failed. */
class CommandFailed extends Error {}

/** The oldest of Node's releases that the library supports is past its end: each process of jsii would say so. */
const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] };

const MOST_OUTPUT = 256 * 1024 * 1024;

/** Runs a command to its end, while a server of this process answers it. */
export async function runBesideServer(command: string, args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(command, args, { cwd, maxBuffer: MOST_OUTPUT });
}

/** Runs a command to its end. */
export function runCommand(command: string, args: readonly string[], { cwd, env, shown, mayFail }: CommandOptions = {}): CommandResult {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    cwd, env: { ...process.env, ...QUIET, ...env }, encoding: 'utf8', maxBuffer: MOST_OUTPUT, stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
  });
  const output = stdout ?? '';
  if (error || (status !== 0 && !mayFail)) {
    const why = error?.message ?? (signal ? `was ended by ${signal}` : `ended with exit code ${status}`);
    throw new CommandFailed(`${command} ${args.join(' ')}: ${why}\n${output}${stderr ?? ''}`, { cause: error });
  }
  return { succeeded: status === 0, output };
}
