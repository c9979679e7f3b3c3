import { request } from 'node:http';
import { CustomResourceEvent } from '../../testing/cloudformation/events';
import { ResponseEndpoint, ResponseTroubles, startResponseEndpoint } from '../../testing/cloudformation/response-endpoint';
import { FakeStack } from '../../testing/cloudformation/stack';

let responses: ResponseEndpoint;
afterEach(async () => responses.close());

interface Sent {
  readonly body: string;
  readonly method?: string;
  readonly headers?: Record<string, string | number>;
}

/** Sends a response, and waits until it is answered or fails. */
async function send(url: string, { body, method = 'PUT', headers = { 'content-length': Buffer.byteLength(body) } }: Sent): Promise<void> {
  await new Promise<void>((resolve) => {
    const put = request(url, { method, headers, timeout: 1_500 }, (response) => response.resume().on('end', resolve));
    put.on('error', () => resolve()).on('timeout', () => put.destroy(new Error('too slow')));
    put.end(body);
  });
}

const good = ({ StackId, RequestId, LogicalResourceId, PhysicalResourceId = 'VALID-1' }: CustomResourceEvent) =>
  ({ Status: 'SUCCESS', PhysicalResourceId, StackId, RequestId, LogicalResourceId });

/** The complaints of the fake about a function that sends these responses to its first request. */
async function complaintsAbout(sent: (event: CustomResourceEvent) => readonly Sent[], troubles?: ResponseTroubles): Promise<string[]> {
  responses = await startResponseEndpoint(troubles);
  let first = true;
  const stack = new FakeStack({
    responses,
    serviceTimeoutMs: 6_000,
    invoke: async (event) => {
      for (const one of first ? sent(event) : [{ body: JSON.stringify(good(event)) }]) {
        await send(event.ResponseURL, one);
      }
      first = false;
    },
  });
  await stack.deploy({ Validation: { Number: 1 } });
  return stack.complaints.map((complaint) => complaint.replace('Create of Validation: ', ''));
}

const json = (change: (event: CustomResourceEvent) => object) => (event: CustomResourceEvent) =>
  [{ body: JSON.stringify({ ...good(event), ...change(event) }) }];

test.each<[string, string[], (event: CustomResourceEvent) => readonly Sent[]]>([
  ['a good response', [], json(() => ({}))],
  ['no response', ['no response came in time'], () => []],
  ['a text', ["the response isn't a JSON object"], () => [{ body: 'VALID' }]],
  ['a list', ["the response isn't a JSON object"], () => [{ body: '[]' }]],
  ['a response with another status', ['the status is "OK"'], json(() => ({ Status: 'OK' }))],
  ['a failure without a reason', ['a failure has no reason'], json(() => ({ Status: 'FAILED' }))],
  ['a response without a physical id', ['the physical id is undefined'], json(() => ({ PhysicalResourceId: undefined }))],
  ['a response with an empty physical id', ['the physical id is ""'], json(() => ({ PhysicalResourceId: '' }))],
  ['a response to another request', ['RequestId are not those of the request'], json(() => ({ RequestId: 'other' }))],
  ['a response for another stack and resource', ['StackId, LogicalResourceId are not those of the request'], json(() => ({ StackId: '', LogicalResourceId: 1 }))],
  ['a list of data', ["the data aren't an object"], json(() => ({ Data: [] }))],
  ['a response that is too long', ['the response has 4097 bytes'], (event) => [{ body: JSON.stringify(good(event)).padEnd(4_097) }]],
  ['the longest response', [], (event) => [{ body: JSON.stringify(good(event)).padEnd(4_096) }]],
  ['a POST', ['the method is POST, not PUT'], (event) => [{ body: JSON.stringify(good(event)), method: 'POST' }]],
  ['a response with a content type', ['the content type is application/json, and the address is signed without one'],
    (event) => [{ body: JSON.stringify(good(event)), headers: { 'content-type': 'application/json', 'content-length': JSON.stringify(good(event)).length } }]],
  ['a response without a length', ['the response has no content-length header'], (event) => [{ body: JSON.stringify(good(event)), headers: { 'transfer-encoding': 'chunked' } }]],
  ['two responses', ['a response was sent again after it had been acknowledged'], (event) => [{ body: JSON.stringify(good(event)) }, { body: JSON.stringify(good(event)) }]],
  ['two different responses', ['there are 2 different responses to one request', 'a response was sent again after it had been acknowledged'],
    (event) => [{ body: JSON.stringify(good(event)) }, { body: JSON.stringify({ ...good(event), Data: {} }) }]],
])('returns the complaints about %s: %j', async (_, complaints, sent) => {
  expect(await complaintsAbout(sent)).toEqual(complaints);
});

test.each(['error', 'reset', 'silence', { delayMs: 4_000 }] as const)('accepts the same response again after %j', async (trouble) => {
  const twice = (event: CustomResourceEvent) => Array(2).fill({ body: JSON.stringify(good(event)) });
  expect(await complaintsAbout(twice, (attempt) => attempt === 1 ? trouble : undefined)).toEqual([]);
});

test('reports a function that throws, or that changes the id of a deleted resource', async () => {
  responses = await startResponseEndpoint();
  const stack = new FakeStack({
    responses,
    serviceTimeoutMs: 6_000,
    invoke: async (event) => {
      await send(event.ResponseURL, { body: JSON.stringify({ ...good(event), PhysicalResourceId: 'VALID-1' }) });
      throw new Error('broken');
    },
  });
  expect(await stack.deletePhysical('Validation', 'VALID-2', {})).toBe(false);
  expect(stack.complaints).toEqual(['Delete of Validation: the function ended with an error: broken', 'Delete of Validation: a deletion changes the physical id']);
});

test('sends strings, and on an update the old properties and the physical id', async () => {
  responses = await startResponseEndpoint();
  const events: CustomResourceEvent[] = [];
  const stack = new FakeStack({
    responses,
    serviceTimeoutMs: 6_000,
    invoke: async (event) => {
      events.push(event);
      await send(event.ResponseURL, { body: JSON.stringify({ ...good(event), PhysicalResourceId: `VALID-${events.length}`, Data: { Number: events.length } }) });
    },
  });
  await stack.deploy({ Validation: { Number: 1, List: [true, { Deep: 2 }] } });
  await stack.deploy({ Validation: { Number: 2 } });
  expect(events.map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId]))
    .toEqual([['Create', undefined], ['Update', 'VALID-1'], ['Delete', 'VALID-1']]);
  expect(events[1]).toMatchObject({ ResourceProperties: { Number: '2' }, OldResourceProperties: { Number: '1', List: ['true', { Deep: '2' }] } });
  expect(stack.physicalIds).toEqual({ Validation: 'VALID-2' });
  expect(stack.attributes).toEqual({ Validation: { Number: 2 } });
});
