import type { Conditions } from '../grant/data/policy-types';
import type { Assumption, Need } from '../question/question';
import type { ValidationRequest } from '../question/validation-request';

/** The result for a role or a permission: proven valid, proven invalid, or neither. */
export type Verdict = 'VALID' | 'INVALID' | 'INCONCLUSIVE';

/** Why a finding has its verdict. */
export type Reason =
  | 'ALLOWED' | 'POLICY_NOT_READ' | 'TRUSTED' | 'NOT_REQUIRED'
  | 'MAY_BE_NEEDED' | 'ORGANIZATIONS' | 'UNSCOPED' | 'MISSING_CONTEXT' | 'PERMISSIONS_BOUNDARY' | 'EXPLICIT_DENY' | 'MISSING_PERMISSION'
  | 'RESOURCE_POLICY'
  | 'INCOMPLETE' | 'CANNOT_SIMULATE' | 'ROLE_NOT_FOUND' | 'CANNOT_READ_TRUST' | 'UNTRUSTED' | 'TRUST_CONDITION'
  | 'MALFORMED_QUESTION' | 'WRONG_ROLE';

/** One thing that the validation found out. */
export interface Finding {
  readonly verdict: Verdict;
  readonly reason: Reason;
  /** The action of a permission, or the service of a trust. */
  readonly subject?: string;
  readonly resource?: string;
  /** The resources that the workload uses, if `resource` is a sample of them. */
  readonly pattern?: string;
  /** The policy that denies, the missing keys, or the error. */
  readonly detail?: string;
  /** The condition keys to pass, with the values that are known. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
  /** The conditions of a statement that grants this. */
  readonly conditions?: Conditions;
  /** Whether the role's policies don't allow it either, if the permissions boundary denies it. */
  readonly alsoMissing?: boolean;
  /** Why the workload may not need this. */
  readonly assumption?: Assumption;
  /** The way out, if the usual one for the reason doesn't fit. */
  readonly fix?: string;
}

/** The verdict on a role: INVALID if any finding is, INCONCLUSIVE if any finding is or if IAM allowed nothing, VALID otherwise. */
export function overall(findings: readonly Finding[]): Verdict {
  if (findings.some(({ verdict }) => verdict === 'INVALID')) {
    return 'INVALID';
  }
  return findings.some(({ verdict }) => verdict === 'INCONCLUSIVE') || !findings.some(isAllowed)
    ? 'INCONCLUSIVE'
    : 'VALID';
}

/** Whether IAM allows the request. */
export function isAllowed({ reason }: Finding): boolean {
  return reason === 'ALLOWED' || reason === 'POLICY_NOT_READ';
}

/** Whether asking again can't make the finding better. */
export function isSettled({ verdict, reason }: Finding): boolean {
  return verdict === 'VALID' && reason !== 'POLICY_NOT_READ';
}

/** Something that the workload may not need proves nothing. */
export function withNeed(finding: Finding, { assumption }: Need): Finding {
  return !assumption ? finding
    : { ...finding, assumption, ...finding.verdict === 'INVALID' ? { verdict: 'INCONCLUSIVE', reason: 'MAY_BE_NEEDED', fix: undefined } : {} };
}

/** Whether a verdict fails the deployment. An assumed need never does. */
export function failsDeployment(
  { verdict, findings }: { readonly verdict: Verdict; readonly findings: readonly Finding[] },
  { onInvalid = 'fail', onInconclusive = 'warn' }: Partial<Pick<ValidationRequest, 'onInvalid' | 'onInconclusive'>> = {},
): boolean {
  if (verdict === 'INVALID') {
    return onInvalid === 'fail';
  }
  const open = findings.filter((finding) => finding.verdict === 'INCONCLUSIVE');
  return verdict === 'INCONCLUSIVE' && onInconclusive === 'fail' && !(open.length > 0 && open.every(({ assumption }) => assumption !== undefined));
}
