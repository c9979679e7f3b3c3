import { ExitCode } from './exit-code';
import { oneLine } from './one-line';
import { isOutOfRoom } from './whole-file';
import { isUsageError } from '../parser/usage-error';

/** The environment variable that asks for the stack trace of an unexpected failure. */
const TRACE = 'SAGEMAKER_ROLE_TRACE';

/** Says on standard error why the command failed, and returns how the process is to end. */
export function tellFailure(error: unknown): ExitCode {
  if (isUsageError(error)) {
    tell(error.message);
    return ExitCode.USAGE;
  }
  if (isNodeError(error) && (error.syscall === 'write' || isOutOfRoom(error))) {
    tell(`the output cannot be written (${error.code}): make room, or write it elsewhere`);
    return ExitCode.OUTPUT;
  }
  tell(`this should not have happened: ${error instanceof Error ? error.message : String(error)}: please report it, with the stack trace that `
    + `${TRACE}=1 shows`);
  if (process.env[TRACE] && error instanceof Error) {
    process.stderr.write(`${error.stack}\n`);
  }
  return ExitCode.SOFTWARE;
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}

function tell(message: string): void {
  process.stderr.write(`error: ${oneLine(message)}\n`);
}
