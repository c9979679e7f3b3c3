import { setMaxListeners } from 'events';
import { FailureKind, IamFailure } from '../core/verdict/iam-reader';

const FAILURES: Readonly<Record<string, FailureKind>> = {
  NoSuchEntity: 'NOT_FOUND',
  NoSuchEntityException: 'NOT_FOUND',
  AccessDenied: 'ACCESS_DENIED',
  AccessDeniedException: 'ACCESS_DENIED',
  AuthorizationError: 'ACCESS_DENIED',
  AuthorizationErrorException: 'ACCESS_DENIED',
  Throttling: 'THROTTLED',
  ThrottlingException: 'THROTTLED',
  TooManyRequestsException: 'THROTTLED',
  SlowDown: 'THROTTLED',
};

/** The result of a call of the SDK, whose errors become failures of a known kind. */
export async function asIamFailure<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  // Each attempt adds a listener for the deadline: Node.js would warn about a leak.
  setMaxListeners(0, signal);
  try {
    return await call();
  } catch (cause) {
    const { name, message } = cause as Error;
    throw new IamFailure(FAILURES[name] ?? 'OTHER', `${name}: ${message}`, { cause });
  }
}
