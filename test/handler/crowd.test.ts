import { captureLog, GOOD, invokeLocally, localReader, propertiesOf } from './local-validation';
import { useVirtualTime } from '../../testing/clock/virtual-time';
import { startResponseEndpoint } from '../../testing/cloudformation/response-endpoint';
import { FakeStack } from '../../testing/cloudformation/stack';
import { startIamEndpoint } from '../../testing/offline-iam/endpoint';

useVirtualTime();

const VALIDATIONS = 100;
const REQUESTS_PER_SECOND = 5;
/** Shorter than the function's five minutes. */
const TIMEOUT_MS = 20_000;

test(`ends ${VALIDATIONS} parallel validations in time, none of them wrong, while IAM serves ${REQUESTS_PER_SECOND} requests a second`, async () => {
  const print = console.log;
  captureLog();
  const iamEndpoint = await startIamEndpoint({ account: GOOD, requestsPerSecond: REQUESTS_PER_SECOND });
  const responses = await startResponseEndpoint();
  const counts: Record<string, number> = {};
  const complaints: string[] = [];
  let slowest = 0;
  try {
    await Promise.all(Array.from({ length: VALIDATIONS }, async () => {
      // Each has its own instance of the function, and so its own client.
      const reader = localReader(iamEndpoint.url);
      const stack = new FakeStack({ responses, serviceTimeoutMs: 2 * TIMEOUT_MS, invoke: async (event) => invokeLocally(event, reader, TIMEOUT_MS) });
      await stack.deploy({ Validation: propertiesOf({ onInvalid: 'warn', propagationTimeout: 30 }) });
      const [{ physicalId, milliseconds }] = stack.events;
      const [verdict] = physicalId.split('-');
      counts[verdict] = (counts[verdict] ?? 0) + 1;
      slowest = Math.max(slowest, milliseconds);
      complaints.push(...stack.complaints);
    }));
  } finally {
    await iamEndpoint.close();
    await responses.close();
  }
  const calls = iamEndpoint.calls.length;
  print(`${VALIDATIONS} validations at ${REQUESTS_PER_SECOND} requests a second: ${JSON.stringify(counts)}, ${calls} calls, the slowest answer after ${slowest} ms`);
  expect(complaints).toEqual([]);
  expect(slowest).toBeLessThan(TIMEOUT_MS);
  expect(Object.keys(counts).filter((verdict) => !['VALID', 'INCONCLUSIVE'].includes(verdict))).toEqual([]);
  expect((counts.VALID ?? 0) + (counts.INCONCLUSIVE ?? 0)).toBe(VALIDATIONS);
  // The rate was too low for them all at once, and high enough for some.
  expect(calls).toBeGreaterThan(VALIDATIONS);
  expect(counts.VALID ?? 0).toBeGreaterThan(0);
});
