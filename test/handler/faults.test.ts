import { captureLog, EMPTY, GOOD, invokeLocally, localReader, propertiesOf } from './local-validation';
import { CLIENT_CONFIG } from '../../src/handler/client-reader';
import { useVirtualTime } from '../../testing/clock/virtual-time';
import { ResponseTroubles, startResponseEndpoint } from '../../testing/cloudformation/response-endpoint';
import { FakeStack, StackEvent } from '../../testing/cloudformation/stack';
import { Fault, Faults, OfflineAccount, startIamEndpoint } from '../../testing/offline-iam/endpoint';

useVirtualTime();

/** Enough time for a passing fault: the run ends with the verdict. */
const AMPLE_MS = 90_000;
/** The time for a lasting fault, which uses all of it. */
const SCARCE_MS = 20_000;

interface Scenario {
  readonly account: OfflineAccount;
  readonly faults?: Faults;
  readonly troubles?: ResponseTroubles;
  readonly milliseconds: number;
  /** In seconds. */
  readonly propagationTimeout?: number;
}

interface Outcome {
  readonly event: StackEvent;
  readonly verdict: string;
  readonly complaints: readonly string[];
  /** How long the function took. */
  readonly milliseconds: number;
  readonly attempts: number;
  readonly actions: readonly string[];
}

/** Creates a validation that only warns, so that its answer always has the verdict. */
async function run({ account, faults, troubles, milliseconds, propagationTimeout = 0 }: Scenario): Promise<Outcome> {
  const iamEndpoint = await startIamEndpoint({ account, faults, pageSize: 1 });
  const responses = await startResponseEndpoint(troubles);
  // Like the function's own, with a shorter timeout.
  const reader = localReader(iamEndpoint.url, { retryMode: 'standard', requestHandler: { ...CLIENT_CONFIG.requestHandler, requestTimeout: 3_000 } });
  let taken = 0;
  let attempts = 0;
  try {
    const stack = new FakeStack({
      responses,
      // Longer than the function's time, so that a late answer is noticed.
      serviceTimeoutMs: milliseconds + 15_000,
      invoke: async (event) => {
        const start = Date.now();
        await invokeLocally(event, reader, milliseconds);
        taken = Date.now() - start;
        attempts = responses.attemptsAt(event.ResponseURL).length;
      },
    });
    // One event alone, without a rollback.
    await stack.deploy({ Validation: propertiesOf({ onInvalid: 'warn', onInconclusive: 'warn', propagationTimeout }) });
    const [event] = stack.events;
    return {
      event,
      verdict: event.physicalId.split('-')[0],
      complaints: stack.complaints,
      milliseconds: taken,
      attempts,
      actions: iamEndpoint.calls.map(({ action }) => action),
    };
  } finally {
    await iamEndpoint.close();
    await responses.close();
  }
}

beforeEach(() => captureLog());

const FAULTS: Record<string, Fault> = {
  'throttling': 'throttle',
  'a 500': 'serviceFailure',
  'a refusal': 'accessDenied',
  'a reset': 'reset',
  'no answer': 'silence',
  'garbage': 'garbage',
  'half an answer': 'truncated',
  'a slow drip': 'drip',
  'the same marker': { endlessMarkers: 'same' },
  'new markers': { endlessMarkers: 'new' },
  'a page without its answer': { missingResults: 1 },
  'an unknown error': { error: { status: 400, code: 'Unheard' } },
};

/** The calls that fail: the reads of the role, the simulations, or both. The pages of the two groups make four simulations. */
const PLACES: Record<string, (action: string, nth: number) => boolean> = {
  'GetRole': (action) => action === 'GetRole',
  'the first simulation': (action, nth) => action !== 'GetRole' && nth === 1,
  'the second simulation': (action, nth) => action !== 'GetRole' && nth === 2,
  'the third simulation': (action, nth) => action !== 'GetRole' && nth === 3,
  'every simulation after the first': (action, nth) => action !== 'GetRole' && nth > 1,
  'every call': () => true,
};

const crossed = Object.keys(FAULTS).flatMap((fault) => Object.keys(PLACES).map((place) => [fault, place] as const));
/** A call that fails once is repeated. Only a slow drip takes all the time. */
const passes = (fault: string, place: string) => place.startsWith('the ') && fault !== 'a slow drip';

/** Runs scenarios side by side, since virtual time passes for all of them at once. */
function started<T>(rows: readonly T[], scenario: (row: T) => Scenario): Map<T, Promise<Outcome>> {
  const outcomes = new Map<T, Promise<Outcome>>();
  beforeAll(() => {
    captureLog();
    for (const row of rows) {
      const outcome = run(scenario(row));
      outcome.catch(() => undefined);
      outcomes.set(row, outcome);
    }
  });
  return outcomes;
}

function expectOneAnswer({ event, complaints, milliseconds }: Outcome, limit: number): void {
  expect(complaints).toEqual([]);
  expect(event.status).toBe('SUCCESS');
  expect(Math.max(event.milliseconds, milliseconds)).toBeLessThan(limit);
}

describe('a good role', () => {
  const limit = ([fault, place]: readonly [string, string]) => passes(fault, place) ? AMPLE_MS : SCARCE_MS;
  const outcomes = started(crossed, (row) => ({
    account: GOOD,
    faults: (action, _, nth) => PLACES[row[1]](action, nth) ? FAULTS[row[0]] : undefined,
    milliseconds: limit(row),
    propagationTimeout: 20,
  }));

  test.each(crossed.map((row) => [...row, row] as const))('%s at %s', async (fault, place, row) => {
    const outcome = await outcomes.get(row)!;
    expectOneAnswer(outcome, limit(row));
    // A passing fault ends as VALID. GetRole has neither markers nor pages.
    const harmless = place === 'GetRole' && /marker|page/.test(fault);
    const verdicts = passes(fault, place) || harmless ? ['VALID'] : fault === 'a slow drip' ? ['INCONCLUSIVE', 'VALID'] : ['INCONCLUSIVE'];
    expect(verdicts).toContain(outcome.verdict);
  });
});

describe('an empty role', () => {
  const outcomes = started(crossed, (row) => ({
    account: EMPTY, faults: (action, _, nth) => PLACES[row[1]](action, nth) ? FAULTS[row[0]] : undefined, milliseconds: SCARCE_MS,
  }));

  test.each(crossed.map((row) => [...row, row] as const))('%s at %s', async (_, __, row) => {
    const outcome = await outcomes.get(row)!;
    expectOneAnswer(outcome, SCARCE_MS);
    expect(['INVALID', 'INCONCLUSIVE']).toContain(outcome.verdict);
  });
});

test('returns the right verdicts without a fault', async () => {
  expect((await run({ account: GOOD, milliseconds: AMPLE_MS })).verdict).toBe('VALID');
  expect((await run({ account: EMPTY, milliseconds: AMPLE_MS })).verdict).toBe('INVALID');
});

test('waits until IAM sees the permissions of the function', async () => {
  const start = Date.now();
  const outcome = await run({
    account: GOOD, faults: () => Date.now() - start < 2_500 ? 'accessDenied' : undefined, milliseconds: AMPLE_MS, propagationTimeout: 20,
  });
  expectOneAnswer(outcome, AMPLE_MS);
  expect(outcome.verdict).toBe('VALID');
  expect(outcome.actions.filter((action) => action === 'GetRole').length).toBeGreaterThan(1);
});

describe('an endless chain of markers', () => {
  test('ends after as many pages as there can be answers', async () => {
    const { verdict, actions } = await run({
      account: GOOD, faults: (action) => action === 'GetRole' ? undefined : { endlessMarkers: 'new' }, milliseconds: AMPLE_MS,
    });
    expect(verdict).toBe('INCONCLUSIVE');
    expect(actions.length).toBeLessThan(10);
  });
});

describe('the response endpoint', () => {
  const first = (...troubles: ReturnType<ResponseTroubles>[]): ResponseTroubles => (attempt) => troubles[attempt - 1];
  const TROUBLES: [string, ResponseTroubles, number][] = [
    ['answers 500, then accepts the response', first('error', 'error'), 3],
    ['cuts the connection, then accepts the response', first('reset', 'reset'), 3],
    ['cuts the connection and answers 500, then accepts the response', first('reset', 'error'), 3],
    ['is slow', first({ delayMs: 1_500 }), 1],
    ['is slow, after a 500', first('error', { delayMs: 500 }), 2],
    ['is so slow that the function sends the same response again', first({ delayMs: 8_000 }), 2],
  ];

  const NEVER: [string, ResponseTroubles, Faults?][] = [
    ['500', () => 'error'], ['a reset', () => 'reset'], ['silence', () => 'silence'], ['500, and IAM does not answer either', () => 'error', () => 'silence'],
  ];
  const outcomes = started([...TROUBLES, ...NEVER], (row) => ({
    account: GOOD, troubles: row[1], ...typeof row[2] === 'number' ? { milliseconds: AMPLE_MS } : { milliseconds: SCARCE_MS, faults: row[2] },
  }));

  test.each(TROUBLES.map((row) => [...row, row] as const))('%s', async (_, __, attempts, row) => {
    const outcome = await outcomes.get(row)!;
    expectOneAnswer(outcome, AMPLE_MS);
    expect([outcome.verdict, outcome.attempts]).toEqual(['VALID', attempts]);
  });

  test.each(NEVER.map((row) => [row[0], row] as const))('never works (%s), and the function ends in time', async (_, row) => {
    const outcome = await outcomes.get(row)!;
    expect(outcome.milliseconds).toBeLessThan(SCARCE_MS);
    expect(outcome.attempts).toBeGreaterThan(0);
    // All attempts had the same answer.
    expect(outcome.complaints.filter((complaint) => !complaint.endsWith('no response came in time'))).toEqual([]);
  });
});
