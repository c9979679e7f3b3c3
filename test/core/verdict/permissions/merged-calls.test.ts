import { MergedCalls } from '../../../../src/core/verdict/permissions/merged-calls';
import { PairAnswer, SimulatedRequest } from '../../../../src/core/verdict/permissions/simulation';

const request = (actions: string[], resources: string[], more: Partial<SimulatedRequest> = {}): SimulatedRequest =>
  ({ sourceArn: 'arn:role', actions, resources, context: [], ...more });
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** Asks for all of these at the same time, and records the calls. */
async function ask(requests: readonly SimulatedRequest[], omitted: (action: string, asked: SimulatedRequest) => boolean = () => false) {
  const calls: SimulatedRequest[] = [];
  const merged = new MergedCalls(async (asked) => {
    calls.push(asked);
    return asked.actions.flatMap((action) => asked.resources.map((resource): PairAnswer => omitted(action, asked)
      ? { action, resource, failure: { incomplete: true, message: 'omitted' } }
      : { action, resource, decision: 'allowed' }));
  });
  const answers = await Promise.all(requests.map((one) => merged.ask(one)));
  return { calls: calls.map(({ actions, resources }) => [actions, resources]), answers, merged };
}

test('asks once about requests of the same context, and answers each for its own pairs', async () => {
  const { calls, answers } = await ask([request(['a:A', 'a:B'], ['r1']), request(['b:C'], ['r2', 'r1'])]);
  expect(calls).toEqual([[['a:A', 'a:B', 'b:C'], ['r1', 'r2']]]);
  expect(answers.map((all) => all.map(({ action, resource, decision }) => `${action} ${resource} ${decision}`))).toEqual([
    ['a:A r1 allowed', 'a:B r1 allowed'], ['b:C r2 allowed', 'b:C r1 allowed'],
  ]);
});

test.each<[string, SimulatedRequest]>([
  ['another context', request(['a:B'], ['r'], { context: [{ key: 'k', type: 'string', values: ['v'] }] })],
  ['another role', request(['a:B'], ['r'], { sourceArn: 'arn:other' })],
  ['no service control policies', request(['a:B'], ['r'], { withoutScps: true })],
  ['all resources', request(['a:B'], ['*'])],
  ['more than 400 pairs', request(['a:B'], names('r', 200))],
  ['more than 100 actions', request(names('a:B', 100), ['r'])],
])('asks separately about a request with %s', async (_, other) => {
  const first = request(['a:A', 'a:C'], ['r', 'r0']);
  const { calls } = await ask([first, other]);
  expect(calls).toEqual([[first.actions, first.resources], [other.actions, other.resources]]);
});

test('fills a call up to both limits', async () => {
  expect((await ask([request(['a:A'], names('r', 199)), request(['a:B'], ['r199'])])).calls).toHaveLength(1);
  expect((await ask([request(names('a:A', 99), ['r']), request(['a:B'], ['r'])])).calls).toHaveLength(1);
});

test('asks alone about a request whose answer a merged call omits', async () => {
  const { calls, answers } = await ask([request(['a:A'], ['r1']), request(['a:B'], ['r2'])], (action, asked) => action === 'a:B' && asked.actions.length > 1);
  expect(calls).toEqual([[['a:A', 'a:B'], ['r1', 'r2']], [['a:B'], ['r2']]]);
  expect(answers.flat().map(({ decision }) => decision)).toEqual(['allowed', 'allowed']);
});

test('asks once about a single request, whether or not IAM answers', async () => {
  const { calls, answers, merged } = await ask([request(['a:A'], ['r'])], () => true);
  expect(calls).toHaveLength(1);
  expect(answers[0][0].failure?.message).toBe('omitted');
  await merged.ask(request(['a:A'], ['r']));
  await merged.ask(request(['a:A'], ['r']));
});
