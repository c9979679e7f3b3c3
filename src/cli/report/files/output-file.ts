import { realpathSync } from 'fs';
import { codeOf } from './json-file';
import { quotedName } from '../../../core/review/template/quoted-name';
import { writeStandardOutput } from '../../output/standard-output';
import { isOutOfRoom, writeWholeFile } from '../../output/whole-file';
import { UsageError } from '../../parser/usage-error';

/** As an output file, this means standard output. */
export const STANDARD_OUTPUT = '-';

/** @param inputs the paths of the inputs, which it must not overwrite */
export async function writeOutput(output: string, text: string, inputs: readonly string[]): Promise<void> {
  if (output === STANDARD_OUTPUT) {
    await writeStandardOutput(text);
    return;
  }
  if (inputs.some((input) => samePath(input, output))) {
    throw new UsageError(`${quotedName(output)} is an input of the report: pass another file to -o`);
  }
  try {
    writeWholeFile(output, text);
  } catch (error) {
    if (isOutOfRoom(error)) {
      throw error;
    }
    throw new UsageError(`cannot write ${quotedName(output)} (${codeOf(error)}): pass a file in an existing, writable folder to -o`);
  }
}

function samePath(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
