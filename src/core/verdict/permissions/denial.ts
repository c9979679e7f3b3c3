import { denialFinding, isDenied, missingKeys, organizationFinding } from './answer-finding';
import { otherContexts } from './context';
import { IamCalls } from './iam-calls';
import { QuestionPart } from './request-facts';
import { PairAnswer } from './simulation';
import { ContextEntry } from '../../question/question';
import type { Finding } from '../verdict';

/** A group, and how IAM was asked about it. */
export interface AskedGroup {
  readonly calls: IamCalls;
  readonly sourceArn: string;
  readonly group: QuestionPart;
  readonly context: readonly ContextEntry[];
  /** The condition keys that the user knows. */
  readonly ownContext: readonly ContextEntry[];
}

/** The answers for one resource, by action. */
type Answers = ReadonlyMap<string, PairAnswer>;

/** Finds out why IAM denies. It asks about one resource at a time, because IAM gives some reasons only then. */
export async function explainDenials(denied: readonly PairAnswer[], asked: AskedGroup): Promise<Map<PairAnswer, Finding>> {
  const resources = [...new Set(denied.map(({ resource }) => resource))];
  const explained = await Promise.all(resources.map(async (resource) => {
    const pairs = denied.filter((answer) => answer.resource === resource);
    const findings = await explainResource(resource, pairs, asked);
    return pairs.map((pair) => [pair, findings.get(pair.action)!] as const);
  }));
  return new Map(explained.flat());
}

async function explainResource(resource: string, pairs: readonly PairAnswer[], asked: AskedGroup): Promise<Map<string, Finding>> {
  const alone = await askAlone(resource, pairs, asked);
  const suspects = [...alone.values()].filter((answer) => isDenied(answer) && answer.allowedByOrganizations === false);
  const withoutScps = await ask(resource, suspects, asked, asked.context, true);
  const byOrganization = new Set(suspects.map(({ action }) => action).filter((action) => organizationMayDecide(withoutScps.get(action))));
  const current = new Map([...alone].map(([action, answer]) => [action, byOrganization.has(action) ? answer : withoutScps.get(action) ?? answer]));

  const uncertain = [...current.values()].filter((answer) => isDenied(answer) && !byOrganization.has(answer.action)
    && asked.group.certainty === 'concrete' && missingKeys(answer, asked.group).length === 0);
  const elsewhere = await Promise.all(otherContexts(asked.group, asked.ownContext)
    .map((context) => ask(resource, uncertain, asked, context, suspects.length > 0)));
  return new Map([...current].map(([action, answer]) => [action, byOrganization.has(action)
    ? organizationFinding(answer)
    : denialFinding(answer, elsewhere.flatMap((answers) => answers.get(action) ?? []), asked.group)]));
}

/** The same answers. Asks again if the organization may deny, because IAM returns its decision for a single resource only. */
async function askAlone(resource: string, pairs: readonly PairAnswer[], asked: AskedGroup): Promise<Answers> {
  const unclear = pairs.filter(({ organizationIsUnclear }) => organizationIsUnclear);
  const alone = await ask(resource, unclear, asked, asked.context);
  return new Map(pairs.map((pair) => [pair.action, alone.get(pair.action) ?? pair]));
}

/** Whether a service control policy may cause the denial, according to IAM's answer without these policies. */
function organizationMayDecide(answer: PairAnswer | undefined): boolean {
  return answer?.decision === undefined || answer.decision === 'allowed' || answer.allowedByOrganizations === false;
}

async function ask(
  resource: string, pairs: readonly PairAnswer[], { calls, sourceArn }: AskedGroup, context: readonly ContextEntry[], withoutScps = false,
): Promise<Answers> {
  const actions = pairs.map(({ action }) => action);
  const answers = actions.length === 0 ? [] : await calls.simulate({ sourceArn, actions, resources: [resource], context, withoutScps });
  return new Map(answers.map((answer) => [answer.action, answer]));
}
