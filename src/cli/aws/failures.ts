import { Unanswered } from './unanswered';
import { oneLine } from '../output/one-line';
import { UsageError } from '../parser/usage-error';

/** The errors of AWS for credentials that it rejects. */
const REFUSED_CREDENTIALS: Readonly<Record<string, string>> = {
  ExpiredToken: 'have expired',
  ExpiredTokenException: 'have expired',
  InvalidClientTokenId: 'are not valid',
  UnrecognizedClientException: 'are not valid',
  InvalidAccessKeyId: 'are not valid',
  SignatureDoesNotMatch: 'are not valid',
  IncompleteSignature: 'are not valid',
  MissingAuthenticationToken: 'are not valid',
};

/** The SDK's error at the end of the chain of providers, also for an unknown profile and one whose process fails. */
const NOTHING_FOUND = 'Could not load credentials from any providers';

/** The chain of providers found no credentials, or one of them failed. */
export function credentialsFailure({ message }: Error, profile: string | undefined): UsageError {
  const fix = 'sign in, for example with aws sso login, or choose another profile with --profile or AWS_PROFILE';
  if (profile !== undefined) {
    return new UsageError(message === NOTHING_FOUND
      ? `the profile ${JSON.stringify(profile)} is unknown, or gives no credentials: sign in, or choose another one with --profile or AWS_PROFILE`
      : `there are no AWS credentials of the profile ${JSON.stringify(profile)} (${oneLine(message)}): ${fix}`);
  }
  return new UsageError(`there are no AWS credentials (${oneLine(message)}): ${fix.replace('another', 'a')}`);
}

/** GetCallerIdentity needs no permission, so a rejection is about the credentials. Any other error is not. */
export function identityFailure(error: Error): UsageError | Unanswered {
  const fault = REFUSED_CREDENTIALS[error.name];
  return fault !== undefined
    ? new UsageError(`the AWS credentials ${fault} (${error.name}): sign in again, or choose another profile with --profile or AWS_PROFILE`)
    : new Unanswered(`sts:GetCallerIdentity: ${error.name === 'Error' ? '' : `${error.name}: `}${oneLine(error.message || causeOf(error))}`);
}

/** The cause of an error without a message: Node reports several addresses together. */
function causeOf(error: Error): string {
  const [first] = (error as AggregateError).errors ?? [error.cause];
  return (first as Error | undefined)?.message ?? 'it did not answer';
}
