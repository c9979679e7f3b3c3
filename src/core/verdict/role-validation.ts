import { Clock } from './clock';
import { IamFailure, IamReader, RoleDescription, SimulationRequest } from './iam-reader';
import { limitConcurrency } from './limit-concurrency';
import { withOneFactEach, withRequestFacts } from './request-facts';
import { PairAnswer, simulatePairs } from './simulation';
import { validateTrust } from './trust';
import { Finding, overall, Reason, Verdict } from './verdict';
import { ROLE_ARN_PLACEHOLDER } from '../grant/grant';
import { ContextEntry, Question, QuestionGroup } from '../question/question';
import { RoleIdentity } from '../rules/role-identity';

/** Groups that are asked about at a time: SimulatePrincipalPolicy's rate is low, and the account's. */
const CALLS_AT_A_TIME = 3;

/** How long a validation may take. */
export interface Timing {
  readonly clock: Clock;
  /** When the result must be ready, by the clock. */
  readonly deadline: number;
  /** For how many milliseconds a denial or a failure is asked again. */
  readonly propagationTimeout: number;
}

/** What is known of a role, and how it came to be known. */
export interface ValidationResult {
  readonly verdict: Verdict;
  /** Where IAM told it. */
  readonly roleArn?: string;
  readonly findings: readonly Finding[];
  readonly calls: number;
}

/** Between two rounds, IAM is given time to become consistent: the first pause, which doubles up to the longest. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 8_000;

/** What waiting does not mend. Everything else may be what IAM, which is eventually consistent, does not know yet. */
const LASTING: readonly Reason[] = ['ORGANIZATIONS', 'TRUST_CONDITION'];

/**
 * Judges a role: reads its trust, asks IAM about every permission of the question, and asks again what was denied or could
 * not be read, until it is good, the time for propagation is over, or the deadline is near.
 *
 * @param context what the user knows of the requests; it takes the place of what would be assumed
 */
export async function validateRole(
  role: RoleIdentity, question: Question, reader: IamReader, timing: Timing, context: readonly ContextEntry[] = [],
): Promise<ValidationResult> {
  const { clock, deadline } = timing;
  const abort = new AbortController();
  void clock.sleep(Math.max(0, deadline - clock.now()), abort.signal).then(() => abort.abort(new Error('the validation ran out of time')));
  try {
    return await new Rounds(role, question, reader, timing, context, abort.signal).judge();
  } finally {
    abort.abort();
  }
}

class Rounds {
  private calls = 0;
  private roleArn?: string;
  private arnFromIam?: string;
  private readonly limited = limitConcurrency(CALLS_AT_A_TIME);

  constructor(
    private readonly role: RoleIdentity,
    private readonly question: Question,
    private readonly reader: IamReader,
    private readonly timing: Timing,
    private readonly context: readonly ContextEntry[],
    private readonly signal: AbortSignal,
  ) {
    this.roleArn = role.arn;
  }

  public async judge(): Promise<ValidationResult> {
    const start = this.timing.clock.now();
    let pause = FIRST_PAUSE;
    let trust: Finding[] = [];
    let good: Finding[] = [];
    let open: readonly QuestionGroup[] = this.question.groups.flatMap(withOneFactEach);
    for (;;) {
      const [trustFindings, groupFindings] = await this.round(open, trust);
      trust = trustFindings;
      const answered = groupFindings.flatMap(({ findings }) => findings);
      good = [...good, ...answered.filter(({ verdict }) => verdict === 'VALID')];
      const bad = answered.filter(({ verdict }) => verdict !== 'VALID');
      const findings = [...trust, ...bad, ...good];
      const hopeful = [...trust, ...bad].some(({ verdict, reason }) => verdict !== 'VALID' && !LASTING.includes(reason));
      const over = this.timing.clock.now() + pause > Math.min(start + this.timing.propagationTimeout, this.timing.deadline);
      if (!hopeful || over || this.signal.aborted) {
        return { verdict: overall(findings), roleArn: this.arnFromIam, findings, calls: this.calls };
      }
      await this.timing.clock.sleep(pause, this.signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      open = groupFindings.flatMap(({ group, findings: found }) => unanswered(group, found));
    }
  }

  /** Reads the trust where it is not good yet, and asks about the groups. */
  private async round(
    groups: readonly QuestionGroup[], trust: readonly Finding[],
  ): Promise<[Finding[], { group: QuestionGroup; findings: Finding[] }[]]> {
    const trustKnown = trust.length > 0 && trust.every(({ verdict }) => verdict === 'VALID');
    const reading = trustKnown && this.roleArn ? Promise.resolve([...trust]) : this.readTrust();
    if (!this.roleArn) {
      // Without its path, a role's ARN is known only from IAM.
      await reading;
    }
    const [answers, found] = await Promise.all([
      Promise.all(groups.map(async (group) => ({ group, findings: await this.askGroup(group) }))), reading,
    ]);
    // Of a role that is not there, nothing else is worth saying.
    const missing = found.some(({ reason }) => reason === 'ROLE_NOT_FOUND');
    return [found, missing ? groups.map((group) => ({ group, findings: [] })) : answers];
  }

  private async readTrust(): Promise<Finding[]> {
    let description: RoleDescription;
    try {
      description = await this.run(() => this.reader.getRole(this.role.name, this.signal));
    } catch (error) {
      return [this.unreadable(error as Error)];
    }
    const { arn, arnIsGuessed = false } = this.role;
    if (arn !== undefined && !arnIsGuessed && description.arn !== arn) {
      // Names are unique in an account whatever their paths: no role has this ARN, and what another one may do says nothing of it.
      return [{ verdict: 'INVALID', reason: 'ROLE_NOT_FOUND', subject: arn, detail: `the role of this name is ${description.arn}: use that` }];
    }
    this.roleArn = description.arn;
    this.arnFromIam = description.arn;
    return validateTrust(description.trust, description.path, { services: this.question.services, ...this.role });
  }

  private unreadable(error: Error): Finding {
    return error instanceof IamFailure && error.kind === 'NOT_FOUND'
      ? { verdict: 'INVALID', reason: 'ROLE_NOT_FOUND', subject: this.role.name, detail: 'IAM knows no role of this name in this account' }
      : { verdict: 'INCONCLUSIVE', reason: 'CANNOT_READ_TRUST', subject: 'iam:GetRole', detail: error.message };
  }

  private async askGroup(group: QuestionGroup): Promise<Finding[]> {
    const sourceArn = this.roleArn;
    if (!sourceArn) {
      return group.actions.map((subject) => ({
        verdict: 'INCONCLUSIVE', reason: 'CANNOT_SIMULATE', subject, detail: "the role's ARN is not known, since iam:GetRole did not tell it",
      }));
    }
    const resources = group.resources.map((resource) => resource === ROLE_ARN_PLACEHOLDER ? sourceArn : resource);
    const parts = withRequestFacts({ ...group, resources }, { arn: sourceArn, account: this.role.account, region: this.role.region });
    return (await Promise.all(parts.map((part) => this.askPart(part, sourceArn)))).flat();
  }

  private async askPart(part: QuestionGroup, sourceArn: string): Promise<Finding[]> {
    const { actions, resources, facts, assumed } = part;
    const context = overrideBy(this.context, [...facts, ...assumed.map(firstValue)]);
    const answers = await this.simulate({ sourceArn, actions, resources, context });
    const denied = answers.filter(({ decision }) => decision !== undefined && decision !== 'allowed');
    const decided = await this.explainDenials(denied, part, { sourceArn, context });
    return answers.map((answer) => decided.get(answer) ?? withoutDenial(answer));
  }

  /** Finds the reasons of denials, resource by resource, since some of them are told of one resource only. */
  private async explainDenials(
    denied: readonly PairAnswer[], group: QuestionGroup,
    asked: { sourceArn: string; context: readonly ContextEntry[] },
  ): Promise<Map<PairAnswer, Finding>> {
    const explained = new Map<PairAnswer, Finding>();
    await Promise.all([...new Set(denied.map(({ resource }) => resource))].map(async (resource) => {
      const pairs = denied.filter((answer) => answer.resource === resource);
      const ask = async (actions: readonly string[], context: readonly ContextEntry[], withoutScps = false) => {
        const answers = actions.length === 0 ? []
          : await this.simulate({ sourceArn: asked.sourceArn, actions, resources: [resource], context, withoutScps });
        return new Map(answers.map((answer) => [answer.action, answer]));
      };
      const actionsOf = (answers: Iterable<PairAnswer>) => [...answers].map(({ action }) => action);

      // The organization's part is told only where one resource is asked about: without that answer, nobody knows who denies.
      const untold = pairs.filter(({ allowedByOrganizations }) => group.resources.length > 1 && allowedByOrganizations === undefined);
      const alone = await ask(actionsOf(untold), asked.context);
      const current = new Map(pairs.map((pair) => [pair.action, alone.get(pair.action) ?? pair]));
      const byOrganization = [...current.values()].filter((answer) => answer.allowedByOrganizations === false && answer.decision !== 'allowed');
      const without = await ask(actionsOf(byOrganization), asked.context, true);
      const organizations = new Set(byOrganization.map(({ action }) => action).filter((action) => {
        const answer = without.get(action);
        return answer?.decision === undefined || answer.decision === 'allowed' || answer.allowedByOrganizations === false;
      }));
      byOrganization.filter(({ action }) => !organizations.has(action)).forEach(({ action }) => current.set(action, without.get(action)!));

      const conditional = group.certainty !== 'concrete' ? [] : [...current.values()].filter(({ action, decision, missingContext = [] }) =>
        decision !== undefined && decision !== 'allowed' && !organizations.has(action) && missingContext.length === 0);
      const elsewise = await Promise.all(this.alternatives(group)
        .map((context) => ask(actionsOf(conditional), context, byOrganization.length > 0)));
      for (const pair of pairs) {
        const answer = current.get(pair.action)!;
        const others = elsewise.flatMap((answers) => answers.get(pair.action) ?? []);
        explained.set(pair, organizations.has(pair.action)
          ? finding(pair, 'INCONCLUSIVE', 'ORGANIZATIONS', 'a service control policy denies it, perhaps under conditions')
          : denialFinding(answer, others, group));
      }
    }));
    return explained;
  }

  /** The contexts in which a denied request may be made as well: each other value of what was assumed, and without it. */
  private alternatives({ assumed, facts }: QuestionGroup): ContextEntry[][] {
    const open = assumed.filter(({ key }) => !this.context.some((entry) => sameKey(entry.key, key)));
    if (open.length === 0) {
      return [];
    }
    const variants = open.flatMap((entry) => (entry.type === 'stringList' ? [] : entry.values.slice(1)).map((value) =>
      [...assumed.filter((other) => other !== entry).map(firstValue), { ...entry, values: [value] }]));
    return [...variants, []].map((entries) => overrideBy(this.context, [...facts, ...entries]));
  }

  private simulate(request: Omit<SimulationRequest, 'marker'>): Promise<PairAnswer[]> {
    return simulatePairs(this.reader, request, (call) => this.limited(() => this.run(call)), this.signal);
  }

  /** A call that ends when the time is over, whatever its connection does. */
  private async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.signal.aborted) {
      throw this.signal.reason;
    }
    this.calls += 1;
    return new Promise<T>((resolve, reject) => {
      const stop = () => reject(this.signal.reason);
      this.signal.addEventListener('abort', stop, { once: true });
      call().then(resolve, reject).finally(() => this.signal.removeEventListener('abort', stop));
    });
  }
}

/** What is to be asked again of a group: the actions and resources of which not everything is good. */
function unanswered(group: QuestionGroup, findings: readonly Finding[]): QuestionGroup[] {
  if (findings.length === 0) {
    return [group];
  }
  const bad = findings.filter(({ verdict }) => verdict !== 'VALID');
  // One group for each resource, so that what is good already is not asked, and counted, again.
  const resources = [...new Set(bad.map(({ resource }) => resource))];
  return resources.map((resource) => ({
    ...group,
    actions: bad.filter((found) => found.resource === resource).map(({ subject }) => subject!),
    resources: resource === undefined ? group.resources : [resource],
  }));
}

function withoutDenial(answer: PairAnswer): Finding {
  if (answer.failure) {
    return finding(answer, 'INCONCLUSIVE', answer.failure.incomplete ? 'INCOMPLETE' : 'CANNOT_SIMULATE', answer.failure.message);
  }
  return finding(answer, 'VALID', 'ALLOWED', answer.missingContext?.length ? `not decided: ${answer.missingContext.join(', ')}` : undefined);
}

/** The rows of the verdict's table that follow the organization's. */
function denialFinding(answer: PairAnswer, others: readonly PairAnswer[], { certainty, facts }: QuestionGroup): Finding {
  if (answer.decision === 'allowed' || answer.decision === undefined) {
    return withoutDenial(answer);
  }
  const where = facts.filter(({ key }) => !key.startsWith('aws:')).map(({ key, values }) => `${key} is ${values.join(', ')}`).join(' and ');
  if (certainty !== 'concrete') {
    return finding(answer, 'INCONCLUSIVE', 'UNSCOPED', certainty === 'any'
      ? 'denied on every resource; the role may allow it on some'
      : `denied on a stand-in${where && `, where ${where}`}; the role may allow it on others`);
  }
  const missing = [...new Set([answer, ...others].flatMap(({ missingContext = [] }) => missingContext))];
  if (missing.length > 0 || others.some(({ decision }) => decision === 'allowed')) {
    return finding(answer, 'INCONCLUSIVE', 'MISSING_CONTEXT', missing.length > 0
      ? `it depends on ${missing.join(', ')}` : 'it is allowed under some of the conditions that a request may meet');
  }
  if (others.some(({ decision }) => decision === undefined)) {
    return finding(answer, 'INCONCLUSIVE', 'CANNOT_SIMULATE', others.find(({ failure }) => failure)?.failure?.message);
  }
  const deniedBy = answer.decision === 'explicitDeny' && answer.matchedPolicies?.length ? `denied by ${answer.matchedPolicies.join(', ')}` : undefined;
  if (answer.allowedByBoundary === false) {
    const boundary = "the role's permissions boundary does not allow it";
    return finding(answer, 'INVALID', 'PERMISSIONS_BOUNDARY', deniedBy ? `${boundary}, and it is ${deniedBy}` : boundary);
  }
  if (answer.decision === 'explicitDeny') {
    return deniedBy
      ? finding(answer, 'INVALID', 'EXPLICIT_DENY', deniedBy)
      : finding(answer, 'INCONCLUSIVE', 'EXPLICIT_DENY', 'denied by a policy that IAM does not name');
  }
  return finding(answer, 'INVALID', 'MISSING_PERMISSION', where && `where ${where}`);
}

function finding({ action, resource }: PairAnswer, verdict: Verdict, reason: Reason, detail?: string): Finding {
  return { verdict, reason, subject: action, resource, ...detail ? { detail } : {} };
}

function firstValue(entry: ContextEntry): ContextEntry {
  return entry.type === 'stringList' ? entry : { ...entry, values: [entry.values[0]] };
}

/** The entries, the user's own in the place of those with the same key. */
function overrideBy(own: readonly ContextEntry[], entries: readonly ContextEntry[]): ContextEntry[] {
  return [...entries.filter(({ key }) => !own.some((entry) => sameKey(entry.key, key))), ...own];
}

function sameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
