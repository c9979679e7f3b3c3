import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** A program that a consumer's language needs on the machine. */
export interface RequiredTool {
  readonly name: string;
  /** The command that prints its version. */
  readonly command: readonly string[];
  /** The oldest release that will do. */
  readonly least: string;
}

/** A program is not there, or too old. */
class MissingTool extends Error {}

/** Fails unless the machine has them. */
export function requireTools(tools: readonly RequiredTool[]): void {
  const problems = tools.map(problemOf).filter((problem) => problem !== undefined);
  if (problems.length > 0) {
    throw new MissingTool(problems.join('\n'));
  }
}

function problemOf({ name, command: [program, ...args], least }: RequiredTool): string | undefined {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error || status !== 0) {
    return `${name} is missing: '${[program, ...args].join(' ')}' does not run; install ${name} ${least} or newer`;
  }
  const version = versionIn(`${stdout}${stderr}`);
  return version !== undefined && !isOlder(version, least) ? undefined
    : `${name} ${version ?? 'of unknown version'} is too old: install ${name} ${least} or newer`;
}

/** The first version in a text. */
export function versionIn(text: string): string | undefined {
  return /\d+(\.\d+)*/.exec(stripVTControlCharacters(text))?.[0];
}

/** Whether a version comes before another. */
export function isOlder(version: string, other: string): boolean {
  const [left, right] = [version, other].map((each) => each.split('.').map(Number));
  const difference = right.findIndex((number, index) => (left[index] ?? 0) !== number);
  return difference !== -1 && (left[difference] ?? 0) < right[difference];
}
