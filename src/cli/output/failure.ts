import { ExitCode } from './exit-code';
import { oneLine } from './one-line';
import { isOutOfRoom } from './whole-file';
import { repository } from '../../../package.json';
import { Host } from '../host';
import { isUsageError } from '../parser/usage-error';

/** The environment variable that shows the stack trace of an unexpected error. */
const TRACE = 'SAGEMAKER_ROLE_TRACE';

const ISSUES = `${repository.url.replace(/\.git$/, '')}/issues`;

/** Writes the reason of a failure to standard error, and returns the exit code. */
export function reportFailure(error: unknown, { env, stderr }: Pick<Host, 'env' | 'stderr'>): ExitCode {
  const write = (message: string) => stderr.write(`error: ${oneLine(message)}\n`);
  if (isUsageError(error)) {
    write(error.message);
    return ExitCode.USAGE;
  }
  if (isNodeError(error) && (error.syscall === 'write' || isOutOfRoom(error))) {
    write(`the output cannot be written (${error.code}): make room, or write it elsewhere`);
    return ExitCode.OUTPUT;
  }
  write(`unexpected error: ${error instanceof Error ? error.message : String(error)}. Please report it at ${ISSUES}, with the stack trace that `
    + `${TRACE}=1 shows`);
  if (env[TRACE] && error instanceof Error) {
    stderr.write(`${error.stack}\n`);
  }
  return ExitCode.SOFTWARE;
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
