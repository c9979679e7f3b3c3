import { contextKeyId, isSameContextKey } from '../../iam/context-keys';
import { ContextEntry } from '../../question/question';

/** The session of the role that makes the requests. */
export interface RoleSession {
  /** When the service gets the session: a date of ISO 8601. */
  readonly issuedAt: string;
  /** The tags of the role. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether the session may have other tags than the role. */
  readonly mayHaveOtherTags: boolean;
  /** Whether a service assumed the role, and no person. */
  readonly isOfService: boolean;
}

const TAG = 'aws:PrincipalTag/';
/** A session of a service has no multi-factor authentication, so the first key is false or absent, and the second is absent. */
const MFA = 'aws:MultiFactorAuthPresent';
const MFA_AGE = 'aws:MultiFactorAuthAge';

/**
 * The key whose absence is asked about first, and this value only if a policy names the key. AWS documents the value for temporary
 * credentials, but not for every service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export const WITHOUT_MFA: ContextEntry = { key: MFA, type: 'boolean', values: ['false'] };

/**
 * Like `WITHOUT_MFA`: the value of requests that a service makes with the role. Every request has the key, but it is true if the service
 * passes the session on to another one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
 */
export const DIRECTLY: ContextEntry = { key: 'aws:ViaAWSService', type: 'boolean', values: ['false'] };

/** The facts about a session, and its keys that are only assumed. */
export function sessionContext({ issuedAt, tags, mayHaveOtherTags }: RoleSession): Record<'facts' | 'assumed', readonly ContextEntry[]> {
  const tagged = Object.entries(tags).map(([name, value]): ContextEntry => ({ key: `${TAG}${name}`, type: 'string', values: [value] }));
  return {
    facts: [{ key: 'aws:TokenIssueTime', type: 'date', values: [issuedAt] }, ...mayHaveOtherTags ? [] : tagged],
    assumed: mayHaveOtherTags ? tagged : [],
  };
}

/** Whether a session surely lacks a key that no request sends. */
export function lacksKey(key: string, { mayHaveOtherTags, isOfService }: RoleSession): boolean {
  return isOfService && [MFA, MFA_AGE].some((mfa) => isSameContextKey(key, mfa))
    || !mayHaveOtherTags && contextKeyId(key).startsWith(contextKeyId(TAG));
}
