import { Caller } from './caller';
import { FailureKind, IamFailure, IamReader } from '../../core/verdict/iam-reader';

const FAILURES: Readonly<Record<FailureKind, string>> = {
  NOT_FOUND: 'knows no role of this name', ACCESS_DENIED: 'is denied', THROTTLED: 'is throttled', OTHER: 'did not answer',
};

/** The role behind a session. */
export interface OwnRole {
  readonly name: string;
  readonly arn: string;
  /** Whether the path is a guess, so that the role may have another ARN. */
  readonly arnIsGuessed?: boolean;
  /** Uncertainties of the role. */
  readonly note?: string;
}

/**
 * The role of a caller, with its path.
 *
 * The ARN of a session lacks the path of its role, which only IAM knows. If IAM doesn't answer, the ARN is a guess without a path.
 * Role names are unique in an account, with any path, so at worst IAM knows no role of that ARN.
 */
export async function ownRole({ arn, account, partition, name }: Caller, reader: IamReader, signal: AbortSignal): Promise<OwnRole> {
  if (arn.includes(':role/')) {
    return { name, arn };
  }
  try {
    return { name, arn: (await reader.getRole(name, signal)).arn };
  } catch (error) {
    return {
      name,
      arn: `arn:${partition}:iam::${account}:role/${name}`,
      arnIsGuessed: true,
      note: `iam:GetRole ${FAILURES[error instanceof IamFailure ? error.kind : 'OTHER']}, so the path of role ${name} is unknown: `
        + 'the result is for a role without a path',
    };
  }
}
