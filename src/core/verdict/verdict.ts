/** What is known of a role: proven good, proven bad, or neither. */
export type Verdict = 'VALID' | 'INVALID' | 'INCONCLUSIVE';

/** Why a finding is what it is. */
export type Reason =
  | 'ALLOWED' | 'TRUSTED'
  | 'ORGANIZATIONS' | 'UNSCOPED' | 'MISSING_CONTEXT' | 'PERMISSIONS_BOUNDARY' | 'EXPLICIT_DENY' | 'MISSING_PERMISSION'
  | 'INCOMPLETE' | 'CANNOT_SIMULATE' | 'ROLE_NOT_FOUND' | 'CANNOT_READ_TRUST' | 'UNTRUSTED' | 'TRUST_CONDITION'
  | 'MALFORMED_QUESTION' | 'WRONG_ROLE';

/** One thing that was found out. */
export interface Finding {
  readonly verdict: Verdict;
  readonly reason: Reason;
  /** The action of a permission, or the service of a trust. */
  readonly subject?: string;
  readonly resource?: string;
  /** What else is to be said: the policy that denies, the keys that are missing, the error. */
  readonly detail?: string;
}

/** The verdict on a role: bad if anything is, unknown if anything is or if nothing was asked, else good. */
export function overall(findings: readonly Finding[]): Verdict {
  if (findings.some(({ verdict }) => verdict === 'INVALID')) {
    return 'INVALID';
  }
  return findings.some(({ verdict }) => verdict === 'INCONCLUSIVE') || !findings.some(({ reason }) => reason === 'ALLOWED')
    ? 'INCONCLUSIVE'
    : 'VALID';
}
