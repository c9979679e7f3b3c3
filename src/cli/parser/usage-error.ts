import { InputError } from '../../core/rules/input-error';

/** An error that the user can fix. The command shows it as one line, without a stack trace. */
export class UsageError extends Error {
  public readonly isUsageError = true;
}

/** Not `instanceof`: each file of the bundle has its own copy of the class. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && (error as Partial<UsageError>).isUsageError === true;
}

/** Turns an input error of the core into a usage error. */
export function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError ? new UsageError(error.message, { cause: error }) : error;
  }
}
