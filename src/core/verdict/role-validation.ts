import { Timing } from './clock';
import { IamReader, PolicyReader } from './iam-reader';
import { mayChange, openPair, unanswered } from './open-pairs';
import { Pauses } from './pauses';
import { IamCalls } from './permissions/iam-calls';
import { OpenPair } from './permissions/permissions';
import { withOneFactEach } from './permissions/request-facts';
import { Round, RoundFindings } from './round';
import { Finding, isSettled, overall, Verdict } from './verdict';
import { ContextEntry, Question, QuestionGroup } from '../question/question';
import { RoleIdentity } from '../rules/role-identity';

/** The result of a validation. */
export interface ValidationResult {
  readonly verdict: Verdict;
  /** As IAM returned it. */
  readonly roleArn?: string;
  /** The ARN of the role template that the role was created from. */
  readonly sourceRoleTemplate?: string;
  readonly findings: readonly Finding[];
  /** The features of the workload, if the question has any. */
  readonly features?: readonly string[];
  /** How often AWS was called. */
  readonly calls: number;
  /** Whether the policies of the named resources were read. */
  readonly policiesRead?: boolean;
}

/**
 * Validates a role: reads its trust policy, asks IAM about every permission of the question, and asks again about denials and
 * failures until all is valid, the time for propagation is over, or the deadline is near.
 *
 * @param context the condition keys that the user knows; they replace the keys that the question assumes
 * @param policies reads the policies of the resources; without it, these aren't evaluated
 */
export async function validateRole(
  role: RoleIdentity, question: Question, reader: IamReader, timing: Timing, context: readonly ContextEntry[] = [], policies?: PolicyReader,
): Promise<ValidationResult> {
  const { clock, deadline } = timing;
  const abort = new AbortController();
  void clock.sleep(Math.max(0, deadline - clock.now()), abort.signal).then(() => abort.abort(new Error('the validation ran out of time')));
  try {
    const calls = new IamCalls(reader, abort.signal);
    const round = new Round(role, question.services, calls, context, new Date(clock.now()).toISOString(), policies);
    return { ...await validateInRounds(round, question, calls, timing), policiesRead: policies !== undefined };
  } finally {
    abort.abort();
  }
}

async function validateInRounds(
  round: Round, question: Question, calls: IamCalls, timing: Timing,
): Promise<ValidationResult> {
  const pauses = new Pauses(timing, calls.signal);
  let open: readonly QuestionGroup[] = question.groups.flatMap(withOneFactEach);
  let valid: Finding[] = [];
  let repeated: readonly Finding[] = [];
  for (;;) {
    const { trust, permissions } = await round.run(open);
    const answered = permissions.flatMap(({ findings }) => findings);
    valid = [...valid, ...answered.filter(isSettled)];
    const invalid = answered.filter((finding) => !isSettled(finding));
    const pair = pairToRepeat(permissions, repeated);
    const trustMayChange = trust.some(mayChange);
    const once = pair !== undefined && dependsOnContext(pair.finding) && !trustMayChange;
    if (!(pair || trustMayChange) || !await pauses.untilNextRound(() => round.mayHaveChanged(pair), once)) {
      const findings = [...trust, ...await round.explain(openOnly(permissions)), ...valid];
      const { arn: roleArn, sourceRoleTemplate } = round.description ?? {};
      return { verdict: overall(findings), roleArn, sourceRoleTemplate, findings, features: question.features, calls: calls.count };
    }
    open = permissions.flatMap(({ group, findings }) => unanswered(group, findings));
    repeated = invalid.filter(dependsOnContext);
  }
}

/** The findings that aren't settled, by group. */
function openOnly(permissions: RoundFindings['permissions']): RoundFindings['permissions'] {
  return permissions.map(({ group, findings }) => ({ group, findings: findings.filter((finding) => !isSettled(finding)) }));
}

/** A pair to repeat while waiting, rather one that no context may allow. A pair that depends on the context is repeated once. */
function pairToRepeat(permissions: RoundFindings['permissions'], repeated: readonly Finding[]): OpenPair | undefined {
  const pairs = permissions.flatMap(({ group, findings }) => findings.filter(mayChange).map((finding) => ({ group, finding })))
    .filter(({ finding }) => !(dependsOnContext(finding) && repeated.some((earlier) => isSamePair(earlier, finding))));
  const pair = pairs.find(({ finding }) => !dependsOnContext(finding)) ?? pairs[0];
  return pair && openPair(pair.group, pair.finding);
}

function isSamePair(one: Finding, other: Finding): boolean {
  return one.subject === other.subject && one.resource === other.resource;
}

function dependsOnContext({ reason }: Finding): boolean {
  return reason === 'MISSING_CONTEXT';
}
