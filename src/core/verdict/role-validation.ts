import { Clock } from './clock';
import { IamReader, PolicyReader } from './iam-reader';
import { IamCalls } from './permissions/iam-calls';
import { withOneFactEach } from './permissions/request-facts';
import { Round, unanswered } from './round';
import { Finding, isSettled, overall, Reason, Verdict } from './verdict';
import { ContextEntry, Question, QuestionGroup } from '../question/question';
import { RoleIdentity } from '../rules/role-identity';

/** How long a validation may take. */
export interface Timing {
  readonly clock: Clock;
  /** When the result must be ready, by the clock. */
  readonly deadline: number;
  /** How many milliseconds to keep asking again about a denial or a failure. */
  readonly propagationTimeout: number;
}

/** The result of a validation. */
export interface ValidationResult {
  readonly verdict: Verdict;
  /** As IAM returned it. */
  readonly roleArn?: string;
  readonly findings: readonly Finding[];
  /** The features of the workload, if the question has any. */
  readonly features?: readonly string[];
  /** How often AWS was called. */
  readonly calls: number;
  /** Whether the policies of the named resources were read. */
  readonly policiesRead?: boolean;
}

/** IAM is eventually consistent. The pause before asking again doubles, up to the longest. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 8_000;

/** Waiting doesn't change these. Other results may change once IAM has the latest policies. */
const LASTING: readonly Reason[] = ['ORGANIZATIONS', 'TRUST_CONDITION'];

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
    const round = new Round(role, question.services, calls, context, policies);
    return { ...await validateInRounds(round, question, calls, timing), policiesRead: policies !== undefined };
  } finally {
    abort.abort();
  }
}

async function validateInRounds(
  round: Round, question: Question, calls: IamCalls, { clock, deadline, propagationTimeout }: Timing,
): Promise<ValidationResult> {
  const lastStart = clock.now() + propagationTimeout;
  let open: readonly QuestionGroup[] = question.groups.flatMap(withOneFactEach);
  let valid: Finding[] = [];
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const { trust, permissions } = await round.run(open);
    const answered = permissions.flatMap(({ findings }) => findings);
    valid = [...valid, ...answered.filter(isSettled)];
    const invalid = answered.filter((finding) => !isSettled(finding));
    const mayChange = [...trust, ...invalid].some((finding) => !isSettled(finding) && !LASTING.includes(finding.reason));
    // The last round starts when the propagation ends, unless its result would come after the deadline.
    const next = Math.min(pause, lastStart - clock.now());
    if (!mayChange || next <= 0 || clock.now() + next >= deadline || calls.signal.aborted) {
      const findings = [...trust, ...invalid, ...valid];
      return { verdict: overall(findings), roleArn: round.arnFromIam, findings, features: question.features, calls: calls.count };
    }
    await clock.sleep(next, calls.signal);
    open = permissions.flatMap(({ group, findings }) => unanswered(group, findings));
  }
}
