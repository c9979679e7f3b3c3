import { groupBy } from '../../iam/group-by';
import { ActionEvaluation, Evaluation, IamReader, SimulationPage, SimulationRequest } from '../iam-reader';

/** The most actions of one call. */
export const ACTIONS_PER_CALL = 100;
/** The most pairs of action and resource of one call. */
export const PAIRS_PER_CALL = 400;
/** The decisions of IAM. Anything else is neither a decision nor a denial. */
const DECISIONS = ['allowed', 'implicitDeny', 'explicitDeny'];

/** Makes a call. */
export type RunCall = (call: () => Promise<SimulationPage>) => Promise<SimulationPage>;

/** A request of any size. */
export type SimulatedRequest = Omit<SimulationRequest, 'marker'>;

/** The answer of IAM for one action on one resource. */
export interface PairAnswer extends Evaluation {
  readonly action: string;
  readonly resource: string;
  /** Undefined if the answer doesn't say it for this resource alone. */
  readonly allowedByOrganizations?: boolean;
  /** Whether the organization denies the action on one of several resources, perhaps another one. */
  readonly organizationIsUnclear?: boolean;
  /** Why there is no decision. */
  readonly failure?: { readonly incomplete: boolean; readonly message: string };
}

/** Asks about every action on every resource, and returns one answer for every pair. */
export async function simulatePairs(
  reader: IamReader, request: SimulatedRequest, run: RunCall, signal: AbortSignal,
): Promise<PairAnswer[]> {
  const calls = chunks(request.actions, ACTIONS_PER_CALL).flatMap((actions) =>
    chunks(request.resources, Math.max(1, Math.floor(PAIRS_PER_CALL / actions.length))).map((resources) => ({ ...request, actions, resources })));
  return (await Promise.all(calls.map((call) => simulateCall(reader, call, run, signal)))).flat();
}

async function simulateCall(
  reader: IamReader, request: SimulationRequest, run: RunCall, signal: AbortSignal,
): Promise<PairAnswer[]> {
  const evaluations: ActionEvaluation[] = [];
  const pairs = request.actions.length * request.resources.length;
  let broken: string | undefined;
  try {
    const seen = new Set<string>();
    let marker: string | undefined;
    do {
      const page = await run(() => reader.simulate({ ...request, marker }, signal));
      evaluations.push(...page.evaluations);
      marker = page.marker;
      // IAM has at most one answer for each pair, and one page for each answer.
      if (marker !== undefined && (seen.has(marker) || seen.size > pairs || evaluations.length > pairs)) {
        broken = 'IAM repeats its pages endlessly';
        break;
      }
      seen.add(marker ?? '');
    } while (marker !== undefined);
  } catch (error) {
    const parts = partsOfRefused(request.actions, (error as Error).message);
    if (parts.length > 1) {
      return (await Promise.all(parts.map((actions) => simulateCall(reader, { ...request, actions }, run, signal)))).flat();
    }
    return everyPair(request, (action, resource) => ({ action, resource, failure: { incomplete: false, message: (error as Error).message } }));
  }
  return everyPair(request, (action, resource) => {
    const answer = answerFor(action, resource, request, evaluations);
    return !DECISIONS.includes(answer?.decision ?? '') || broken !== undefined
      ? { action, resource, failure: { incomplete: true, message: broken ?? 'IAM omitted the answer' } }
      : { ...answer, action, resource };
  });
}

/**
 * The actions by the classes of IAM's simulator, if IAM refuses the call because they have different ones. The message lists the
 * classes: `Invalid Input Actions: [a,b] and [c] require different authorization information`.
 */
function partsOfRefused(actions: readonly string[], message: string): string[][] {
  if (!message.includes('require different authorization information')) {
    return [actions.slice()];
  }
  const classes = [...message.matchAll(/\[([^\]]*)\]/g)].map(([, list]) => list.split(',').map((action) => action.trim().toLowerCase()));
  return [...groupBy(actions, (action) => classes.findIndex((members) => members.includes(action.toLowerCase()))).values()];
}

/** The answer for a pair, in either form: one result per action with its resources, or one per pair. */
function answerFor(
  action: string, resource: string, { resources }: SimulationRequest, evaluations: readonly ActionEvaluation[],
): Omit<PairAnswer, 'action' | 'resource'> | undefined {
  const ofAction = evaluations.filter((evaluation) => evaluation.action === action);
  const alone = resources.length === 1;
  for (const { byResource = [], allowedByOrganizations } of ofAction) {
    const specific = byResource.find((candidate) => candidate.resource === resource);
    if (specific) {
      // IAM returns the organization's decision for all resources together. Only a denial may be that of another resource.
      const organizationIsUnclear = !alone && allowedByOrganizations === false;
      return { ...specific, ...organizationIsUnclear ? { organizationIsUnclear } : { allowedByOrganizations } };
    }
  }
  return ofAction.find((evaluation) => evaluation.resource === resource)
    ?? (alone && ofAction.length === 1 && (ofAction[0].byResource ?? []).length === 0 ? ofAction[0] : undefined);
}

function everyPair(request: SimulationRequest, answer: (action: string, resource: string) => PairAnswer): PairAnswer[] {
  return request.actions.flatMap((action) => request.resources.map((resource) => answer(action, resource)));
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size));
}
