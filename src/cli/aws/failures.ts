import { Unanswered } from './unanswered';
import { oneLine } from '../output/one-line';
import { UsageError } from '../parser/usage-error';

/** How AWS names credentials that it does not take, and what mends them. */
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

/** The end of the chain of providers. It says the same of a profile that is not there, and of one whose process fails. */
const NOTHING_FOUND = 'Could not load credentials from any providers';

/** The chain of providers has none, or one of them failed. */
export function credentialsFailure({ message }: Error, profile: string | undefined): UsageError {
  const fix = 'sign in, for example with aws sso login, or choose another profile with --profile or AWS_PROFILE';
  if (profile !== undefined) {
    return new UsageError(message === NOTHING_FOUND
      ? `the profile ${JSON.stringify(profile)} is unknown, or gives no credentials: sign in, or choose another one with --profile or AWS_PROFILE`
      : `there are no AWS credentials of the profile ${JSON.stringify(profile)} (${oneLine(message)}): ${fix}`);
  }
  return new UsageError(`there are no AWS credentials (${oneLine(message)}): ${fix.replace('another', 'a')}`);
}

/** GetCallerIdentity needs no permission: what is refused is the credentials; everything else says nothing of them. */
export function identityFailure(error: Error): UsageError | Unanswered {
  const fault = REFUSED_CREDENTIALS[error.name];
  return fault !== undefined
    ? new UsageError(`the AWS credentials ${fault} (${error.name}): sign in again, or choose another profile with --profile or AWS_PROFILE`)
    : new Unanswered(`sts:GetCallerIdentity: ${error.name === 'Error' ? '' : `${error.name}: `}${oneLine(error.message || causeOf(error))}`);
}

/** The failure behind a failure: Node tells of several addresses together, without a message. */
function causeOf(error: Error): string {
  const [first] = (error as AggregateError).errors ?? [error.cause];
  return (first as Error | undefined)?.message ?? 'it did not answer';
}
