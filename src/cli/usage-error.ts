/** What the person who typed the command can mend: shown as one line, without a stack trace. */
export class UsageError extends Error {
  public readonly isUsageError = true;
}

/** Not `instanceof`: each file of the bundle has a class of its own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && (error as Partial<UsageError>).isUsageError === true;
}
