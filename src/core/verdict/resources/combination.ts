import { admits, allows, PolicyDecision } from './policy-decision';
import { PolicyService, PolicyTarget } from '../../question/policy-targets';
import { PairAnswer } from '../permissions/simulation';
import type { Finding } from '../verdict';

/** The policy of a resource, as far as it could be read. */
export type ReadPolicy =
  /** The decision in the context that IAM was asked with, and in every context that the request may have. */
  | { readonly asked: PolicyDecision; readonly inAny: PolicyDecision }
  | { readonly unread: string };

const NAMES: Readonly<Record<PolicyService, string>> = {
  s3: 'bucket policy', s3express: 'bucket policy', kms: 'key policy', sns: 'topic policy', sqs: 'queue policy', lambda: 'function policy', ecr: 'repository policy',
};

/**
 * Combines the finding about IAM's answer with the policy of the resource, which belongs to the role's account.
 *
 * An explicit denial on either side wins. Otherwise, either side may allow. Only for a key, the key policy must allow the role, or let
 * IAM policies decide.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function combine(finding: Finding, answer: PairAnswer, target: PolicyTarget, policy: ReadPolicy): Finding {
  if (finding.reason === 'NOT_REQUIRED' || finding.reason === 'MAY_BE_NEEDED') {
    return finding;
  }
  const name = `the ${NAMES[target.service]} of ${target.arn}`;
  const isAllowed = finding.reason === 'ALLOWED';
  const isImplicitDenial = finding.verdict === 'INVALID' && answer.decision === 'implicitDeny';
  if ('unread' in policy) {
    const detail = `${name} was not read: ${policy.unread}`;
    return isAllowed ? { ...finding, reason: 'POLICY_NOT_READ', detail } : isImplicitDenial ? doubt(finding, detail) : finding;
  }
  const { asked, inAny } = policy;
  if (inAny.denied.applies === 'YES') {
    return { ...finding, verdict: 'INVALID', reason: 'EXPLICIT_DENY', detail: `denied by ${name}`, fix: `Change ${name} so that it doesn't deny this role.` };
  }
  const mayDeny = asked.denied.applies === 'NO' ? undefined : `a Deny statement of ${name} may apply: ${asked.denied.why ?? 'it depends on the request'}`;
  if (isAllowed) {
    return mayDeny !== undefined ? doubt(finding, mayDeny) : target.service === 'kms' ? withKeyPolicy(finding, asked, inAny, name) : finding;
  }
  return isImplicitDenial ? withApproval(finding, answer, policy, { name, mayDeny, isKey: target.service === 'kms' }) : finding;
}

/** IAM policies can allow the use of a key only if its key policy lets them. */
function withKeyPolicy(finding: Finding, asked: PolicyDecision, inAny: PolicyDecision, name: string): Finding {
  if (admits(asked).applies === 'YES') {
    return finding;
  }
  const open = [admits(asked), admits(inAny)].find(({ applies }) => applies !== 'NO');
  return doubt(finding, open ? `${name} may not allow it: ${open.why ?? 'it depends on the request'}` : silentKey(name));
}

/** A denial proves nothing if the policy of the resource allows the request. */
function withApproval(
  finding: Finding, { allowedByBoundary }: PairAnswer, { asked, inAny }: { readonly asked: PolicyDecision; readonly inAny: PolicyDecision },
  { name, mayDeny, isKey }: { readonly name: string; readonly mayDeny: string | undefined; readonly isKey: boolean },
): Finding {
  const boundaryDenies = allowedByBoundary === false;
  const approval = allows(asked, boundaryDenies);
  if (approval.applies === 'YES' && mayDeny === undefined) {
    return { ...finding, verdict: 'VALID', reason: 'ALLOWED', detail: `allowed by ${name}` };
  }
  const open = [approval, allows(inAny, boundaryDenies)].find(({ applies }) => applies !== 'NO');
  if (open) {
    return doubt(finding, mayDeny ?? `${name} may allow it: ${open.why ?? 'it depends on the request'}`);
  }
  return isKey && admits(inAny).applies === 'NO' ? doubt(finding, silentKey(name)) : finding;
}

function silentKey(name: string): string {
  return `${name} neither allows the role nor lets IAM policies decide, and grants of the key are not read`;
}

function doubt({ detail, ...finding }: Finding, why: string): Finding {
  return { ...finding, verdict: 'INCONCLUSIVE', reason: 'RESOURCE_POLICY', detail: why };
}
