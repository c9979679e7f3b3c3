import { IamFailure, IamReader, SimulationPage } from '../../../../src/core/verdict/iam-reader';
import { IamCalls } from '../../../../src/core/verdict/permissions/iam-calls';

const REQUEST = { sourceArn: 'arn:role', actions: ['x:A'], resources: ['r'], context: [] };
const ALLOWED: SimulationPage = { evaluations: [{ action: 'x:A', resource: 'r', decision: 'allowed' }] };
const throttled = () => new IamFailure('THROTTLED', 'Throttling: Rate exceeded');
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Calls with a reader whose methods do this. */
function callsOf(reader: Partial<IamReader>) {
  const controller = new AbortController();
  return { controller, calls: new IamCalls({ getRole: async () => ({ arn: 'arn:role' }), simulate: async () => ALLOWED, ...reader }, controller.signal) };
}

/** A function that fails like this before it succeeds. */
function after<T>(failures: readonly Error[], value: T): () => Promise<T> {
  const open = [...failures];
  return async () => {
    const failure = open.shift();
    if (failure) {
      throw failure;
    }
    return value;
  };
}

test('repeats each kind of call until AWS serves it, and counts each', async () => {
  const { calls } = callsOf({ getRole: after([throttled(), throttled()], { arn: 'arn:role' }), simulate: after([throttled()], ALLOWED) });
  expect(await calls.getRole('own')).toEqual({ arn: 'arn:role' });
  expect(calls.count).toBe(3);
  expect((await calls.simulate(REQUEST)).map(({ decision }) => decision)).toEqual(['allowed']);
  expect(calls.count).toBe(5);
  const reader = { readPolicy: after([throttled()], 'policy') };
  expect(await calls.readPolicy(reader, { service: 's3', arn: 'arn:aws:s3:::own' })).toBe('policy');
  expect(calls.count).toBe(7);
});

test.each([new IamFailure('ACCESS_DENIED', 'AccessDenied'), new Error('broken')])('does not repeat a call that fails with %s', async (error) => {
  const { calls } = callsOf({ getRole: after([error], { arn: 'arn:role' }) });
  await expect(calls.getRole('own')).rejects.toBe(error);
  expect(calls.count).toBe(1);
});

/** Makes four simulations, and returns how many of them ran at a time. */
async function mostAtATime(
  wasThrottled: boolean | undefined, before: (calls: IamCalls) => Promise<unknown>, failures: readonly Error[] = [],
): Promise<number> {
  let [running, most] = [0, 0];
  const { calls } = callsOf({
    getRole: after(failures, { arn: 'arn:role' }),
    simulate: async () => {
      running += 1;
      most = Math.max(most, running);
      await settle();
      running -= 1;
      return { ...ALLOWED, wasThrottled };
    },
  });
  await before(calls);
  await Promise.all([1, 2, 3, 4].map(() => calls.simulate(REQUEST)));
  return most;
}

test.each([[true, 1], [false, 3], [undefined, 3]])('after a page that was throttled (%s), makes %d calls at a time', async (wasThrottled, most) => {
  expect(await mostAtATime(wasThrottled, (calls) => calls.simulate(REQUEST))).toBe(most);
});

test.each([[[throttled()], 1], [[], 3]])('after the failures %j of another call, makes %d calls at a time', async (failures, most) => {
  expect(await mostAtATime(undefined, (calls) => calls.getRole('own'), failures)).toBe(most);
});

test('merges requests of the same context', async () => {
  const { calls } = callsOf({});
  const answers = await Promise.all([calls.simulateMerged(REQUEST), calls.simulateMerged(REQUEST)]);
  expect(answers.map(([{ decision }]) => decision)).toEqual(['allowed', 'allowed']);
  expect(calls.count).toBe(1);
});

test('ends a call that hangs once the signal aborts, and makes no other', async () => {
  const { calls, controller } = callsOf({ getRole: () => new Promise(() => undefined) });
  const hanging = calls.getRole('own');
  const reason = new Error('the validation ran out of time');
  controller.abort(reason);
  await expect(hanging).rejects.toBe(reason);
  await expect(calls.getRole('own')).rejects.toBe(reason);
  expect(calls.count).toBe(1);
});

test('stops listening to the signal after each call', async () => {
  const { calls, controller } = callsOf({ getRole: after([new Error('broken')], { arn: 'arn:role' }) });
  const added = jest.spyOn(controller.signal, 'addEventListener');
  const removed = jest.spyOn(controller.signal, 'removeEventListener');
  await expect(calls.getRole('own')).rejects.toThrow('broken');
  await calls.getRole('own');
  await settle();
  expect(removed.mock.calls.map(([event, listener]) => [event, listener])).toEqual(added.mock.calls.map(([event, listener]) => [event, listener]));
  expect(added).toHaveBeenCalledTimes(2);
});
