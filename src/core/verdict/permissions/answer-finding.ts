import { PairAnswer } from './simulation';
import { Need, QuestionGroup } from '../../question/question';
import { Finding, Reason, Verdict } from '../verdict';

/** Whether IAM decided, and denied. */
export function isDenied({ decision }: PairAnswer): boolean {
  return decision !== undefined && decision !== 'allowed';
}

/** The finding of an answer that isn't a denial. */
function findingWithoutDenial(answer: PairAnswer): Finding {
  if (answer.failure) {
    return finding(answer, 'INCONCLUSIVE', answer.failure.incomplete ? 'INCOMPLETE' : 'CANNOT_SIMULATE', answer.failure.message);
  }
  return finding(answer, 'VALID', 'ALLOWED', answer.missingContext?.length ? `not decided: ${answer.missingContext.join(', ')}` : undefined);
}

/** The finding of a denial that proves nothing, because the workload may not need the permission. Undefined if it surely does. */
function unneededFinding(answer: PairAnswer, { assumption, notRequired }: Need): Finding | undefined {
  return notRequired ? finding(answer, 'VALID', 'NOT_REQUIRED', 'AWS does not document that the workload needs it')
    : assumption && finding(answer, 'INCONCLUSIVE', 'MAY_BE_NEEDED');
}

/** The finding of a denial whose only reason may be a service control policy. */
export function organizationFinding(answer: PairAnswer): Finding {
  return finding(answer, 'INCONCLUSIVE', 'ORGANIZATIONS');
}

/**
 * The finding of an answer that no service control policy explains.
 *
 * @param others the answers to the same request in the other contexts that the workload may use
 */
export function denialFinding(answer: PairAnswer, others: readonly PairAnswer[], group: QuestionGroup): Finding {
  if (!isDenied(answer)) {
    return findingWithoutDenial(answer);
  }
  return unneededFinding(answer, group)
    ?? (group.certainty === 'concrete' ? openFinding(answer, others) ?? provenFinding(answer, group) : sampleFinding(answer, group));
}

/** A denial on a sample, or on all resources at once, says nothing about the resources that the workload uses. */
function sampleFinding(answer: PairAnswer, group: QuestionGroup): Finding {
  const where = conditionsOf(group);
  return finding(answer, 'INCONCLUSIVE', 'UNSCOPED', group.certainty === 'any'
    ? 'asked about all resources; the role may allow some of them'
    : `asked about a sample resource${where && `, where ${where}`}; the role may allow others`);
}

/** The finding of a denial that another context may turn into an approval. */
function openFinding(answer: PairAnswer, others: readonly PairAnswer[]): Finding | undefined {
  const missing = [...new Set([answer, ...others].flatMap(({ missingContext = [] }) => missingContext))];
  if (missing.length > 0) {
    return finding(answer, 'INCONCLUSIVE', 'MISSING_CONTEXT', `condition keys: ${missing.join(', ')}`);
  }
  if (others.some(({ decision }) => decision === 'allowed')) {
    return finding(answer, 'INCONCLUSIVE', 'MISSING_CONTEXT', 'IAM allows some of the requests that the workload may make');
  }
  const undecided = others.find(({ decision }) => decision === undefined);
  return undecided && finding(answer, 'INCONCLUSIVE', 'CANNOT_SIMULATE', undecided.failure?.message);
}

/** The finding of a denial in every context. */
function provenFinding(answer: PairAnswer, group: QuestionGroup): Finding {
  const policies = answer.decision === 'explicitDeny' ? answer.matchedPolicies ?? [] : [];
  const deniedBy = policies.length > 0 ? `denied by ${policies.join(', ')}` : undefined;
  if (answer.allowedByBoundary === false) {
    return finding(answer, 'INVALID', 'PERMISSIONS_BOUNDARY', deniedBy);
  }
  if (answer.decision === 'explicitDeny') {
    return deniedBy
      ? finding(answer, 'INVALID', 'EXPLICIT_DENY', deniedBy)
      : finding(answer, 'INCONCLUSIVE', 'EXPLICIT_DENY', "IAM doesn't name the policy");
  }
  const where = conditionsOf(group);
  // A policy may grant the action on an ARN, where it has no effect.
  const details = [...where ? [`where ${where}`] : [], ...answer.resource === '*' ? ['it takes no resource: grant it on *'] : []];
  return finding(answer, 'INVALID', 'MISSING_PERMISSION', details.join('; '));
}

/** The conditions of the request that belong to its service. */
function conditionsOf({ facts }: QuestionGroup): string {
  return facts.filter(({ key }) => !key.startsWith('aws:') && key !== 'kms:CallerAccount').map(({ key, values }) => `${key} is ${values.join(', ')}`).join(' and ');
}

function finding({ action, resource }: PairAnswer, verdict: Verdict, reason: Reason, detail?: string): Finding {
  return { verdict, reason, subject: action, resource, ...detail ? { detail } : {} };
}
