import { ActionEvaluation, IamReader, SimulationPage, SimulationRequest } from '../../../../src/core/verdict/iam-reader';
import { PairAnswer, simulatePairs } from '../../../../src/core/verdict/permissions/simulation';

/** Simulates with a reader that gives these answers. */
async function ask(
  answer: (request: SimulationRequest, call: number) => SimulationPage, actions: string[], resources: string[],
): Promise<{ answers: PairAnswer[]; requests: SimulationRequest[] }> {
  const requests: SimulationRequest[] = [];
  const reader: IamReader = {
    getRole: async () => ({ arn: 'unused' }),
    simulate: async (request) => answer(request, requests.push(request)),
  };
  const answers = await simulatePairs(reader, { sourceArn: 'arn:role', actions, resources, context: [] }, async (call) => call(), new AbortController().signal);
  return { answers, requests };
}

const decided = (answers: PairAnswer[]) => answers.map(({ action, resource, decision, failure }) => `${action} ${resource} ${decision ?? failure?.message}`);
const perAction = ({ actions, resources }: SimulationRequest): ActionEvaluation[] => actions.map((action) => ({
  action, resource: '${Template}', decision: 'implicitDeny', byResource: resources.map((resource) => ({ resource, decision: 'allowed' })),
}));

test('returns one answer for every pair, in both response models', async () => {
  const pairs = (request: SimulationRequest) => request.actions.flatMap((action) => request.resources.map((resource) => ({ action, resource, decision: 'allowed' })));
  for (const model of [perAction, pairs]) {
    const { answers, requests } = await ask((request) => ({ evaluations: model(request) }), ['a:A', 'a:B'], ['r1', 'r2']);
    expect(decided(answers)).toEqual(['a:A r1 allowed', 'a:A r2 allowed', 'a:B r1 allowed', 'a:B r2 allowed']);
    expect(requests).toHaveLength(1);
  }
});

test('sends at most 100 actions and 400 pairs in a call', async () => {
  const actions = Array.from({ length: 145 }, (_, index) => `a:A${index}`);
  const resources = Array.from({ length: 50 }, (_, index) => `r${index}`);
  const { answers, requests } = await ask((request) => ({ evaluations: perAction(request) }), actions, resources);
  expect(answers).toHaveLength(145 * 50);
  expect(answers.filter(({ decision }) => decision !== 'allowed')).toEqual([]);
  expect(Math.max(...requests.map((request) => request.actions.length))).toBe(100);
  expect(Math.max(...requests.map((request) => request.actions.length * request.resources.length))).toBe(400);
});

test('sends at most 400 resources for one action', async () => {
  const { requests } = await ask((request) => ({ evaluations: perAction(request) }), ['a:A'], Array.from({ length: 401 }, (_, index) => `r${index}`));
  expect(requests.map(({ resources }) => resources.length)).toEqual([400, 1]);
});

test('joins the pages of one answer', async () => {
  const { answers, requests } = await ask(
    (request, call) => ({ evaluations: perAction({ ...request, actions: [`a:A${call}`] }), marker: call < 3 ? `after ${call}` : undefined }), ['a:A1', 'a:A2', 'a:A3'], ['r']);
  expect(decided(answers)).toEqual(['a:A1 r allowed', 'a:A2 r allowed', 'a:A3 r allowed']);
  expect(requests.map(({ marker }) => marker)).toEqual([undefined, 'after 1', 'after 2']);
});

test('accepts as many pages as there are pairs', async () => {
  const pairs = ['a:A r1', 'a:A r2', 'a:A r3', 'a:B r1', 'a:B r2', 'a:B r3'];
  const { answers } = await ask((_, call) => {
    const [action, resource] = pairs[call - 1].split(' ');
    return { evaluations: [{ action, resource, decision: 'allowed' }], marker: call < pairs.length ? `after ${call}` : undefined };
  }, ['a:A', 'a:B'], ['r1', 'r2', 'r3']);
  expect(decided(answers)).toEqual(pairs.map((pair) => `${pair} allowed`));
});

test('accepts an empty last page', async () => {
  const { answers } = await ask((request, call) => call === 1 ? { evaluations: perAction(request), marker: 'more' } : { evaluations: [] }, ['a:A'], ['r']);
  expect(decided(answers)).toEqual(['a:A r allowed']);
});

test.each<[string, (call: number) => string, (request: SimulationRequest) => ActionEvaluation[], number]>([
  ['that repeat their marker', () => 'again', () => [], 2],
  ['with endless new markers', (call) => `after ${call}`, perAction, 2],
  ['that are empty', (call) => `after ${call}`, () => [], 4],
])('stops reading pages %s, and ignores their answers', async (_, marker, evaluations, calls) => {
  const { answers, requests } = await ask((request, call) => ({ evaluations: evaluations(request), marker: marker(call) }), ['a:A', 'a:B'], ['r']);
  expect(answers.map(({ decision, failure }) => [decision, failure])).toEqual(Array(2).fill([undefined, { incomplete: true, message: 'IAM repeats its pages endlessly' }]));
  expect(requests.length).toBeLessThanOrEqual(calls);
});

test('reports an omitted answer as incomplete, for its pair only', async () => {
  const { answers } = await ask(({ resources }) => ({
    evaluations: [{ action: 'a:A', resource: '*', decision: 'allowed', byResource: [{ resource: resources[0], decision: 'allowed' }] }],
  }), ['a:A', 'a:B'], ['r1', 'r2']);
  expect(decided(answers)).toEqual(['a:A r1 allowed', 'a:A r2 IAM omitted the answer', 'a:B r1 IAM omitted the answer', 'a:B r2 IAM omitted the answer']);
});

test.each([undefined, []])('uses a result with the resources %j for a single requested resource', async (byResource) => {
  const evaluations = [{ action: 'a:A', resource: '${Template}', decision: 'implicitDeny', byResource }];
  const one = await ask(() => ({ evaluations }), ['a:A'], ['r']);
  expect(one.answers).toEqual([{ action: 'a:A', resource: 'r', decision: 'implicitDeny', byResource }]);
  const two = await ask(() => ({ evaluations }), ['a:A'], ['r1', 'r2']);
  expect(decided(two.answers)).toEqual(['a:A r1 IAM omitted the answer', 'a:A r2 IAM omitted the answer']);
});

test.each<[string, ActionEvaluation[]]>([
  ['the result lists', [{ action: 'a:A', resource: '${Template}', decision: 'allowed', byResource: [{ resource: 'other', decision: 'allowed' }] }]],
  ['the results are of', ['other', 'another'].map((resource) => ({ action: 'a:A', resource, decision: 'allowed' }))],
])('reports an omitted answer if %s other resources', async (_, evaluations) => {
  const { answers } = await ask(() => ({ evaluations }), ['a:A'], ['r']);
  expect(decided(answers)).toEqual(['a:A r IAM omitted the answer']);
});

test.each([undefined, '', 'allow', 'ALLOWED', 'implicitDen'])('rejects the decision %j', async (decision) => {
  const { answers } = await ask(({ actions, resources }) => ({ evaluations: [{ action: actions[0], resource: resources[0], decision }] }), ['a:A'], ['r']);
  expect(answers).toEqual([{ action: 'a:A', resource: 'r', failure: { incomplete: true, message: 'IAM omitted the answer' } }]);
});

test('uses the decision of the organization for a single resource only', async () => {
  const withOrganization = (request: SimulationRequest) => perAction(request).map((one) => ({ ...one, allowedByOrganizations: false }));
  const one = await ask((request) => ({ evaluations: withOrganization(request) }), ['a:A'], ['r']);
  const two = await ask((request) => ({ evaluations: withOrganization(request) }), ['a:A'], ['r', 's']);
  expect(one.answers.map(({ allowedByOrganizations }) => allowedByOrganizations)).toEqual([false]);
  expect(two.answers.map(({ allowedByOrganizations }) => allowedByOrganizations)).toEqual([undefined, undefined]);
});

test('reports a failed call for its own pairs only', async () => {
  const { answers } = await ask((request) => {
    if (request.actions.includes('a:A0')) {
      throw new Error('Throttling: Rate exceeded');
    }
    return { evaluations: perAction(request) };
  }, Array.from({ length: 101 }, (_, index) => `a:A${index}`), ['r']);
  expect(answers.filter(({ decision }) => decision === 'allowed').map(({ action }) => action)).toEqual(['a:A100']);
  expect(answers[0]).toEqual({ action: 'a:A0', resource: 'r', failure: { incomplete: false, message: 'Throttling: Rate exceeded' } });
});

describe('actions that need different authorization information', () => {
  const REFUSAL = 'InvalidInput: Invalid Input Actions: [a:A, a:C] and [b:B] require different authorization information';
  const picky = (request: SimulationRequest) => {
    if (new Set(request.actions.map((action) => action.split(':')[0])).size > 1) {
      throw new Error(REFUSAL);
    }
    return { evaluations: perAction(request) };
  };

  test('are asked about in the groups that the message lists', async () => {
    const { answers, requests } = await ask(picky, ['a:A', 'b:B', 'a:C'], ['r']);
    expect(decided(answers).sort()).toEqual(['a:A r allowed', 'a:C r allowed', 'b:B r allowed']);
    expect(requests.map(({ actions }) => actions)).toEqual([['a:A', 'b:B', 'a:C'], ['a:A', 'a:C'], ['b:B']]);
  });

  test('have no answer if IAM also refuses the groups', async () => {
    const { answers, requests } = await ask(() => {
      throw new Error(REFUSAL);
    }, ['a:A', 'b:B'], ['r']);
    expect(answers.map(({ failure }) => failure)).toEqual(Array(2).fill({ incomplete: false, message: REFUSAL }));
    expect(requests).toHaveLength(3);
  });
});
