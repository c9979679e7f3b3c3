import { readFileSync, Stats, statSync } from 'fs';
import { MOST_LEVELS, nestsWithin } from '../../../core/review/template/json-value';
import { quotedName } from '../../../core/review/template/quoted-name';
import { isUsageError, UsageError } from '../../parser/usage-error';

/** CloudFormation accepts templates up to 1 MB. The manifest of a large app can be larger. */
const MOST_BYTES = 50_000_000;

const BYTE_ORDER_MARK = '\ufeff';

export function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new UsageError(`cannot read ${quotedName(path)} (${codeOf(error)}): pass a folder such as cdk.out, or a template`);
  }
}

/** The content of a JSON file. It rejects files that are too large or nest too deep for the report. */
export function readJson(path: string): unknown {
  const { size } = regularFile(path);
  if (size > MOST_BYTES) {
    throw new UsageError(`${quotedName(path)} has ${Math.round(size / 1e6)} MB, but the report reads at most ${MOST_BYTES / 1e6} MB per file: pass a template`);
  }
  if (/\.ya?ml$/i.test(path)) {
    throw new UsageError(`${quotedName(path)} is YAML: convert it to JSON first, for example with 'rain fmt', or pass the output folder of 'cdk synth'`);
  }
  const value = parse(readText(path), path);
  if (!nestsWithin(MOST_LEVELS, value)) {
    throw new UsageError(`${quotedName(path)} nests deeper than ${MOST_LEVELS} levels: flatten it`);
  }
  return value;
}

/** Reads a file that the report can omit. If that fails, it adds a note. */
export function orNote<T>(read: () => T, note: (text: string) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isUsageError(error)) {
      throw error;
    }
    note(`omitted: ${error.message}`);
    return undefined;
  }
}

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}

function regularFile(path: string): Stats {
  const stats = statOf(path);
  if (!stats.isFile()) {
    throw new UsageError(`${quotedName(path)} isn't a regular file: copy its content to a file first`);
  }
  return stats;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${quotedName(path)} (${codeOf(error)}): make it readable`);
  }
}

function parse(text: string, path: string): unknown {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UsageError(`${quotedName(path)} is invalid JSON${placeOf(error, json)}: fix it, or run 'cdk synth' again`);
  }
}

/** The position of the syntax error. The parser's message would print a part of the file. */
function placeOf(error: unknown, text: string): string {
  const { message } = error as Error;
  const position = /position (\d+)/.exec(message)?.[1];
  if (/end of JSON/.test(message) || Number(position) >= text.length) {
    return ' (it ends too early)';
  }
  if (position === undefined) {
    return '';
  }
  const before = text.slice(0, Number(position)).split('\n');
  return ` at line ${before.length}, column ${before[before.length - 1].length + 1}`;
}
