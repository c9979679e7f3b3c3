import { accountOf, captureLog, invokeLocally, localReader, propertiesOf, ROLE } from './local-validation';
import { workloadQuestion } from '../../src/core/question/questions';
import { FUNCTION_TIMEOUT, SERVICE_TIMEOUT } from '../../src/private/validation/validation-timing';
import { useVirtualTime } from '../../testing/clock/virtual-time';
import { startResponseEndpoint } from '../../testing/cloudformation/response-endpoint';
import { FakeStack } from '../../testing/cloudformation/stack';
import { startIamEndpoint } from '../../testing/offline-iam/endpoint';

useVirtualTime();

const VALIDATIONS = 100;
const REQUESTS_PER_SECOND = 5;
/** The question of a training role with the default features, one bucket and one key. */
const QUESTION = workloadQuestion({
  roleType: 'training',
  buckets: [{ arn: 'arn:aws:s3:::own', prefix: '', read: true, write: true, owner: '111122223333', ownerIsAssumed: true }],
  encryptionKeys: ['arn:aws:kms:eu-west-1:111122223333:key/own'],
}, { partition: 'aws', region: 'eu-west-1', account: '111122223333' });
const GOOD = accountOf({ ...ROLE, policies: [{ id: 'All', document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }] });

test(`validates ${VALIDATIONS} good roles in parallel, while IAM serves ${REQUESTS_PER_SECOND} requests a second`, async () => {
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
      const stack = new FakeStack({
        responses,
        serviceTimeoutMs: SERVICE_TIMEOUT.toMilliseconds(),
        invoke: async (event) => invokeLocally(event, reader, FUNCTION_TIMEOUT.toMilliseconds()),
      });
      await stack.deploy({ Validation: propertiesOf({ question: QUESTION, onInvalid: 'warn', propagationTimeout: 30 }) });
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
  expect(counts).toEqual({ VALID: VALIDATIONS });
  expect(slowest).toBeLessThan(FUNCTION_TIMEOUT.toMilliseconds());
  // The rate was too low for all at once.
  expect(calls).toBeGreaterThan(8 * VALIDATIONS);
});
