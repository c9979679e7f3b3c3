import { Caller } from './caller';
import { FailureKind, IamFailure, IamReader } from '../../core/verdict/iam-reader';

const FAILURES: Readonly<Record<FailureKind, string>> = {
  NOT_FOUND: 'knows no role of this name', ACCESS_DENIED: 'is denied', OTHER: 'did not answer',
};

/** The role behind a session. */
export interface OwnRole {
  readonly name: string;
  readonly arn: string;
  /** Whether the ARN is made of what is known, so that IAM may tell another one. */
  readonly arnIsGuessed?: boolean;
  /** What is not certain about it. */
  readonly note?: string;
}

/**
 * The role of a caller, with its path.
 *
 * A session's ARN does not have the path of its role, which IAM alone knows. Without it, the ARN is made of what is known:
 * names of roles are unique in an account whatever their paths, so that at worst IAM knows no role of that ARN.
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
      note: `whether the role ${name} has a path is not known, since iam:GetRole ${FAILURES[error instanceof IamFailure ? error.kind : 'OTHER']}: `
        + 'it is taken for a role without one',
    };
  }
}
