import { QuestionPart } from './request-facts';
import { lacksKey } from './role-session';
import { PairAnswer } from './simulation';
import { groupBy } from '../../iam/group-by';
import { ContextEntry, Need, QuestionGroup } from '../../question/question';
import { Finding, Reason, Verdict } from '../verdict';

/** Whether IAM decided, and denied. */
export function isDenied({ decision }: PairAnswer): boolean {
  return decision !== undefined && decision !== 'allowed';
}

/**
 * Whether IAM allows a pair, and denies it for the organization. If the call has other resources, the denial may be that of one of
 * these.
 */
export function isContradictory({ decision, allowedByOrganizations, organizationIsUnclear }: PairAnswer): boolean {
  return decision === 'allowed' && (allowedByOrganizations === false || organizationIsUnclear === true);
}

/** The condition keys that a policy names, and whose value isn't known. */
export function missingKeys({ missingContext = [] }: PairAnswer, { session }: QuestionPart): string[] {
  return missingContext.filter((key) => !lacksKey(key, session));
}

/** The finding of an answer that isn't a denial. */
function findingWithoutDenial(answer: PairAnswer, part: QuestionPart): Finding {
  if (answer.failure) {
    return finding(answer, 'INCONCLUSIVE', answer.failure.incomplete ? 'INCOMPLETE' : 'CANNOT_SIMULATE', answer.failure.message);
  }
  if (isContradictory(answer)) {
    return unneededFinding(answer, part) ?? finding(answer, 'INCONCLUSIVE', 'ORGANIZATIONS', "IAM's answer contradicts itself");
  }
  const missing = missingKeys(answer, part);
  return missing.length === 0 ? finding(answer, 'VALID', 'ALLOWED')
    : { ...finding(answer, 'VALID', 'ALLOWED', `not decided: ${missing.join(', ')}`), context: unknownValues(missing) };
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
export function denialFinding(answer: PairAnswer, others: readonly PairAnswer[], group: QuestionPart): Finding {
  if (!isDenied(answer)) {
    return findingWithoutDenial(answer, group);
  }
  return unneededFinding(answer, group)
    ?? (group.certainty === 'concrete' ? openFinding(answer, others, group) ?? provenFinding(answer, group) : sampleFinding(answer, group));
}

/** A denial on a sample, or on all resources at once, says nothing about the resources that the workload uses. */
function sampleFinding(answer: PairAnswer, group: QuestionGroup): Finding {
  const where = conditionsOf(group);
  const asked = group.certainty === 'any'
    ? 'asked about all resources; the role may allow some of them'
    : `asked about a sample resource${where && `, where ${where}`}; the role may allow others`;
  return finding(answer, 'INCONCLUSIVE', 'UNSCOPED', answer.allowedByBoundary === false ? `its permissions boundary denies it; ${asked}` : asked);
}

/** The finding of a denial that another context may turn into an approval. */
function openFinding(answer: PairAnswer, others: readonly PairAnswer[], part: QuestionPart): Finding | undefined {
  const missing = [...new Set([answer, ...others].flatMap((one) => missingKeys(one, part)))];
  if (missing.length > 0) {
    return { ...finding(answer, 'INCONCLUSIVE', 'MISSING_CONTEXT', `condition keys: ${missing.join(', ')}`), context: unknownValues(missing) };
  }
  if (others.some(({ decision }) => decision === 'allowed')) {
    const context = Object.fromEntries(part.assumed.map(({ key, values }) => [key, values]));
    return { ...finding(answer, 'INCONCLUSIVE', 'MISSING_CONTEXT', 'IAM allows some of the requests that the workload may make'), context };
  }
  const undecided = others.find(({ decision }) => decision === undefined);
  return undecided && finding(answer, 'INCONCLUSIVE', 'CANNOT_SIMULATE', undecided.failure?.message);
}

function unknownValues(keys: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(keys.map((key) => [key, []]));
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
  const details = [...where ? [`where ${where}`] : [], ...hintsOf(answer)];
  return { ...finding(answer, 'INVALID', 'MISSING_PERMISSION', details.join('; ')), ...statementConditions(group) };
}

/** How to grant an action so that the statement has an effect. */
function hintsOf({ action, resource }: PairAnswer): string[] {
  if (resource === '*') {
    return ['it takes no resource: grant it on *'];
  }
  return action.startsWith('kms:') ? ["grant it on the key's ARN: aliases don't match in Resource"] : [];
}

/** The conditions of the request that belong to its service. */
function conditionsOf(group: QuestionGroup): string {
  return serviceFacts(group).map(({ key, values }) => `${key} is ${values.join(', ')}`).join(' and ');
}

/** The same conditions in a statement that grants the action. */
function statementConditions(group: QuestionGroup): Pick<Finding, 'conditions'> {
  const facts = serviceFacts(group);
  const operators = groupBy(facts, ({ key }) => key === 's3:prefix' ? 'StringLike' : 'StringEquals');
  return facts.length === 0 ? {} : {
    conditions: Object.fromEntries([...operators].map(([operator, entries]) => [operator, Object.fromEntries(entries.map(({ key, values }) =>
      // A statement with the folder itself lets the workload list what is in it.
      [key, key === 's3:prefix' ? values.map((value) => `${value}*`) : values]))])),
  };
}

function serviceFacts({ facts }: QuestionGroup): ContextEntry[] {
  return facts.filter(({ key }) => isServiceKey(key));
}

/** Whether a key belongs to a service, and the workload decides about its value. */
export function isServiceKey(key: string): boolean {
  return !key.startsWith('aws:') && key !== 'kms:CallerAccount';
}

function finding({ action, resource }: PairAnswer, verdict: Verdict, reason: Reason, detail?: string): Finding {
  return { verdict, reason, subject: action, resource, ...detail ? { detail } : {} };
}
