import { InputError } from '../../core/rules/input-error';

/** What the person who typed the command can mend: shown as one line, without a stack trace. */
export class UsageError extends Error {
  public readonly isUsageError = true;
}

/** Not `instanceof`: each file of the bundle has a class of its own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && (error as Partial<UsageError>).isUsageError === true;
}

/** What the core finds wrong with the input is for who typed it to mend. */
export function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError ? new UsageError(error.message, { cause: error }) : error;
  }
}
