import { ACTIONS_PER_CALL, PairAnswer, PAIRS_PER_CALL, SimulatedRequest } from './simulation';

interface Waiting {
  readonly request: SimulatedRequest;
  readonly resolve: (answers: PairAnswer[] | Promise<PairAnswer[]>) => void;
}

/**
 * Merges requests that are made at the same time with the same context, because the rate of SimulatePrincipalPolicy is low.
 *
 * A merged call asks about pairs that no request has. IAM answers for each pair alone, so these answers are ignored.
 */
export class MergedCalls {
  private waiting: Waiting[] = [];

  constructor(private readonly simulate: (request: SimulatedRequest) => Promise<PairAnswer[]>) {}

  public ask(request: SimulatedRequest): Promise<PairAnswer[]> {
    return new Promise((resolve) => {
      this.waiting.push({ request, resolve });
      if (this.waiting.length === 1) {
        queueMicrotask(() => this.flush());
      }
    });
  }

  private flush(): void {
    const together = merged(this.waiting);
    this.waiting = [];
    together.forEach((group) => {
      const answers = this.simulate(requestOf(group)).then((all) => new Map(all.map((answer) => [pairKey(answer.action, answer.resource), answer])));
      group.forEach(({ request, resolve }) => resolve(answers.then((all) => this.answersFor(request, all, group.length > 1))));
    });
  }

  /** The answers for one of the merged requests. If IAM omits one of them, the request is made alone. */
  private answersFor(request: SimulatedRequest, all: ReadonlyMap<string, PairAnswer>, isMerged: boolean): PairAnswer[] | Promise<PairAnswer[]> {
    const own = request.actions.flatMap((action) => request.resources.map((resource) => all.get(pairKey(action, resource))!));
    return isMerged && own.some(({ failure }) => failure?.incomplete) ? this.simulate(request) : own;
  }
}

/** No action contains a space. */
function pairKey(action: string, resource: string): string {
  return `${action} ${resource}`;
}

/** Puts each request into the first group that has its context and room for it. */
function merged(waiting: readonly Waiting[]): Waiting[][] {
  const groups: { readonly key: string; readonly members: Waiting[] }[] = [];
  for (const one of waiting) {
    const { sourceArn, context, withoutScps, withoutBoundary, resources } = one.request;
    const entries = context.map((entry) => JSON.stringify(entry)).sort();
    // IAM answers for all resources at once only if a call asks about nothing else.
    const key = JSON.stringify([sourceArn, entries, withoutScps, withoutBoundary, resources.includes('*')]);
    const group = groups.find((candidate) => candidate.key === key && fits([...candidate.members, one]));
    group ? group.members.push(one) : groups.push({ key, members: [one] });
  }
  return groups.map(({ members }) => members);
}

function fits(members: readonly Waiting[]): boolean {
  const { actions, resources } = requestOf(members);
  return actions.length <= ACTIONS_PER_CALL && actions.length * resources.length <= PAIRS_PER_CALL;
}

function requestOf(members: readonly Waiting[]): SimulatedRequest {
  const requests = members.map(({ request }) => request);
  return {
    ...requests[0],
    actions: [...new Set(requests.flatMap(({ actions }) => actions))],
    resources: [...new Set(requests.flatMap(({ resources }) => resources))],
  };
}
