import { denialFinding, isContradictory, isDenied } from './answer-finding';
import { firstContext, ownContexts } from './context';
import { explainDenials } from './denial';
import { IamCalls } from './iam-calls';
import { alternatives, byOwner, OWNER, QuestionPart, Requester, withRequestFacts } from './request-facts';
import { DIRECTLY, WITHOUT_MFA } from './role-session';
import { PairAnswer, SimulatedRequest } from './simulation';
import { ROLE_ARN_PLACEHOLDER } from '../../grant/grant';
import { isSameContextKey } from '../../iam/context-keys';
import { groupBy } from '../../iam/group-by';
import { patternMatches } from '../../iam/patterns';
import { ContextEntry, QuestionGroup } from '../../question/question';
import type { ResourcePolicies } from '../resources/resource-policies';
import { Finding, withNeed } from '../verdict';

/** The sources of answers about a role. */
export interface Sources {
  readonly calls: IamCalls;
  /** Undefined if the policies of resources aren't read. */
  readonly policies?: ResourcePolicies;
}

/** One finding for each action on each resource of a group: whether IAM and the policy of the resource allow the role to use it. */
export async function validatePermissions(
  group: QuestionGroup, requester: Requester, sources: Sources, ownContext: readonly ContextEntry[],
): Promise<Finding[]> {
  const resources = group.resources.map((resource) => resource === ROLE_ARN_PLACEHOLDER ? requester.arn : resource);
  const parts = withRequestFacts({ ...group, resources }, requester);
  const contexts = ownContexts(ownContext);
  const byContext = await Promise.all(contexts.map(async (own) =>
    (await Promise.all(parts.map((part) => validateAlternatives(alternatives(part), requester.arn, sources, own)))).flat()));
  return byContext.length === 1 ? byContext[0]
    : byContext[0].map((_, index) => worst(byContext.map((findings, at) => withContext(findings[index], contexts[at]))));
}

/** An action on a resource that isn't allowed. */
export interface OpenPair {
  readonly finding: Finding;
  /** Its group, reduced to the pair. */
  readonly group: QuestionGroup;
}

/** Whether IAM now allows a pair, or answers about one that it didn't answer before. It is one call, and no proof. */
export async function mayBeAllowed(
  { finding, group }: OpenPair, requester: Requester, calls: IamCalls, ownContext: readonly ContextEntry[],
): Promise<boolean> {
  const [part] = withRequestFacts(group, requester).flatMap(alternatives);
  const [own] = ownContexts(ownContext);
  const { actions, resources } = part;
  const [answer] = await calls.simulate({ sourceArn: requester.arn, actions, resources, context: firstContext(part, own) });
  return answer.decision === 'allowed' || finding.reason === 'CANNOT_SIMULATE' && answer.decision !== undefined;
}

/** The finding that decides, because the workload makes a request in each context. */
function worst(findings: readonly Finding[]): Finding {
  return findings.find(({ verdict }) => verdict === 'INVALID') ?? findings.find(({ verdict }) => verdict === 'INCONCLUSIVE')
    ?? findings.find(({ reason }) => reason !== 'ALLOWED') ?? findings[0];
}

function withContext(finding: Finding, own: readonly ContextEntry[]): Finding {
  const asked = `asked with ${own.map(({ key, values }) => `${key} = ${values.join(', ')}`).join(' and ')}`;
  return finding.verdict === 'VALID' ? finding : { ...finding, detail: finding.detail ? `${finding.detail}; ${asked}` : asked };
}

/** Asks about one alternative after the other, until IAM allows every pair in one of them. */
async function validateAlternatives(
  [first, ...others]: readonly QuestionPart[], sourceArn: string, sources: Sources, ownContext: readonly ContextEntry[],
): Promise<Finding[]> {
  const findings = await validatePart(first, sourceArn, sources, ownContext);
  if (others.length === 0 || findings.every(({ verdict }) => verdict === 'VALID')) {
    return findings;
  }
  const elsewhere = await validateAlternatives(others, sourceArn, sources, ownContext);
  return findings.map((finding, index) => finding.verdict === 'VALID' || elsewhere[index].verdict !== 'VALID' ? finding : elsewhere[index]);
}

/** IAM can't simulate the permissions of a role without its ARN. */
export function unknownPermissions({ actions }: QuestionGroup): Finding[] {
  return actions.map((subject) => ({
    verdict: 'INCONCLUSIVE', reason: 'CANNOT_SIMULATE', subject, detail: "iam:GetRole didn't return the role's ARN",
  }));
}

/** Asks about a part. Asks again with the keys that need a separate call, if a policy names them. */
async function validatePart(part: QuestionPart, sourceArn: string, sources: Sources, ownContext: readonly ContextEntry[]): Promise<Finding[]> {
  const { calls, policies } = sources;
  const { actions, resources } = part;
  const context = firstContext(part, ownContext);
  const request = { sourceArn, actions, resources, context };
  const answers = await withoutContradictions(await calls.simulateMerged(request), request, calls);
  const isNamed = (key: string) => answers.some(({ missingContext = [] }) => missingContext.some((missing) => isSameContextKey(missing, key)));
  if (part.openOwners && isNamed(OWNER)) {
    const findings = (await Promise.all(byOwner(part).map((owned) => validatePart(owned, sourceArn, sources, ownContext)))).flat();
    return answers.map(({ action, resource }) => findings.find((finding) => finding.subject === action && finding.resource === resource)!);
  }
  const unexplained = answers.filter((answer) => isUnexplained(answer, part));
  const explained = await explainDenials(unexplained, { calls, sourceArn, group: part, context, ownContext });
  const findings = await Promise.all(answers.map(async (answer) => {
    const finding = { ...explained.get(answer) ?? denialFinding(answer, [], part), ...patternOf(answer, part) };
    return withNeed(await policies?.combined(sourceArn, { finding, answer, group: part, context, ownContext }) ?? finding, part);
  }));
  const named = [...part.session.isOfService ? [WITHOUT_MFA] : [], DIRECTLY].find(({ key }) => isNamed(key));
  if (!named) {
    return findings;
  }
  const others = await validatePart({ ...part, facts: [...part.facts, named] }, sourceArn, sources, ownContext);
  return findings.map((finding, index) => agreed(finding, others[index], named));
}

/** Asks again about the answers that contradict themselves, each resource alone. */
async function withoutContradictions(answers: readonly PairAnswer[], request: SimulatedRequest, calls: IamCalls): Promise<PairAnswer[]> {
  const contradictory = groupBy(answers.filter(isContradictory), ({ resource }) => resource);
  const again = (await Promise.all([...contradictory].map(([resource, pairs]) =>
    calls.simulate({ ...request, actions: pairs.map(({ action }) => action), resources: [resource] })))).flat();
  return answers.map((answer) => again.find(({ action, resource }) => action === answer.action && resource === answer.resource) ?? answer);
}

/** The finding without a key, if a certain value of the key gives the same. */
function agreed(without: Finding, withValue: Finding, { key, values }: ContextEntry): Finding {
  if (without.verdict === withValue.verdict) {
    return without;
  }
  const { subject, resource } = without;
  return [without, withValue].find(({ verdict }) => verdict === 'INCONCLUSIVE')
    ?? { verdict: 'INCONCLUSIVE', reason: 'MISSING_CONTEXT', subject, resource, detail: `condition keys: ${key}`, context: { [key]: values } };
}

/** The pattern that the resource of an answer is a sample of. */
function patternOf({ resource }: PairAnswer, { patterns = [] }: QuestionGroup): { readonly pattern?: string } {
  const pattern = patterns.find((candidate) => patternMatches(candidate, resource));
  return pattern === undefined ? {} : { pattern };
}

/** Whether to find out why IAM denies. If the workload may not need the permission, only the organization is a better reason. */
function isUnexplained(answer: PairAnswer, { assumption, notRequired }: QuestionGroup): boolean {
  return isDenied(answer) && !notRequired && (!assumption || answer.allowedByOrganizations === false);
}
