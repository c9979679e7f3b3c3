import { EventEmitter } from 'events';
import * as http from 'http';
import { captureLog } from './local-validation';
import { Answer, CloudFormationCustomResourceEvent } from '../../src/handler/event';
import { responseBody, sendResponse } from '../../src/handler/response';
import { FakeClock } from '../../testing/clock/fake-clock';
import { ResponseEndpoint, ResponseTroubles, startResponseEndpoint } from '../../testing/cloudformation/response-endpoint';
import { startLoopbackServer } from '../../testing/loopback-server';

/** The module itself, as the function gets it: a namespace import can't be changed. */
const https = jest.requireActual<typeof import('https')>('https');

const EVENT = { StackId: 'arn:stack', RequestId: 'request-1', LogicalResourceId: 'Validation' };
const ANSWER: Answer = { status: 'SUCCESS', physicalResourceId: 'VALID-1', data: { Verdict: 'VALID', Summary: 'good', RoleArn: 'arn:role' } };

let endpoint: ResponseEndpoint | undefined;
let log: ReturnType<typeof captureLog>;
beforeEach(() => {
  log = captureLog();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await endpoint?.close();
  endpoint = undefined;
});

/** A clock that only pauses advance, so an attempt never times out. */
class PausingClock extends FakeClock {
  public readonly timeouts: number[] = [];
  public readonly signals: AbortSignal[] = [];

  public async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal === undefined) {
      return super.sleep(milliseconds);
    }
    this.timeouts.push(milliseconds);
    this.signals.push(signal);
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
  }
}

async function send(troubles: ResponseTroubles, clock: FakeClock, deadline: number) {
  endpoint = await startResponseEndpoint(troubles);
  const url = endpoint.newUrl();
  await sendResponse({ ...EVENT, ResponseURL: url }, ANSWER, { clock, deadline });
  return { url, attempts: endpoint.attemptsAt(url) };
}

describe('sending', () => {
  test('sends the response once, with its length and without a content type', async () => {
    const clock = new PausingClock();
    const { attempts } = await send(() => undefined, clock, 10_000);
    expect(attempts).toEqual([expect.objectContaining({ method: 'PUT', body: responseBody(EVENT, ANSWER), taken: true })]);
    expect(attempts[0].headers).toMatchObject({ 'content-type': '', 'content-length': String(Buffer.byteLength(attempts[0].body)) });
    expect([clock.slept, clock.timeouts, log.text()]).toEqual([[], [5_000], '']);
    // A remaining timer would keep the function running.
    expect(clock.signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('pauses twice as long after each attempt, up to 3 seconds, and stops half a second before the deadline', async () => {
    const clock = new PausingClock();
    const { attempts } = await send(() => 'error', clock, 10_000);
    expect(clock.slept).toEqual([200, 400, 800, 1_600, 3_000, 3_000]);
    expect(attempts).toHaveLength(7);
    expect(new Set(attempts.map(({ body }) => body)).size).toBe(1);
  });

  test('uses the last pause that ends half a second before the deadline', async () => {
    const clock = new PausingClock();
    await send(() => 'error', clock, 3_500);
    expect(clock.slept).toEqual([200, 400, 800, 1_600]);
  });

  test('gives an attempt 5 seconds, or the time that is left', async () => {
    const clock = new PausingClock();
    await send(() => 'error', clock, 6_000);
    expect(clock.slept).toEqual([200, 400, 800, 1_600]);
    expect(clock.timeouts).toEqual([5_000, 5_000, 4_900, 4_100, 2_500]);
  });

  test('ends an attempt that gets no answer, and says so', async () => {
    const clock = new FakeClock();
    await send(() => 'silence', clock, 12_000);
    expect(clock.slept).toEqual([5_000, 200, 5_000, 400, 900]);
    expect(log.text().split('\n').map((line) => JSON.parse(line))).toEqual(Array(3).fill({
      level: 'WARN', message: 'CloudFormation did not accept the response', error: 'it did not answer in time',
    }));
  });

  test('tries once even if no time is left', async () => {
    const clock = new PausingClock();
    const { attempts } = await send(() => 'error', clock, 0);
    expect([attempts.length, clock.timeouts]).toEqual([1, [1]]);
  });

  test('logs the status of a refusal', async () => {
    await send((attempt) => attempt === 1 ? 'error' : undefined, new PausingClock(), 10_000);
    expect(JSON.parse(log.text())).toMatchObject({ level: 'WARN', error: 'it answered 500' });
  });

  test.each([[200, 1], [204, 1], [299, 1], [300, 2], [307, 2], [399, 2], [400, 2], [403, 2]])('with the status %i, ends after %i attempts', async (status, attempts) => {
    let count = 0;
    const server = await startLoopbackServer((request, response) => {
      count += 1;
      request.resume();
      response.writeHead(count === 1 ? status : 200).end();
    });
    await sendResponse({ ...EVENT, ResponseURL: `${server.origin}/` }, ANSWER, { clock: new PausingClock(), deadline: 10_000 });
    await server.close();
    expect(count).toBe(attempts);
  });
});

describe('the URL', () => {
  const SECRET = 'https://bucket.s3.amazonaws.com/path?X-Amz-Signature=0123456789abcdef';

  /** A request that fails with this message. */
  function failWith(message: string) {
    const request = Object.assign(new EventEmitter(), {
      end: () => request.emit('error', new Error(message)),
      destroy: () => request,
    });
    return jest.spyOn(https, 'request').mockReturnValue(request as unknown as http.ClientRequest);
  }

  test('is never in the log, even if an error repeats it', async () => {
    failWith(`connect to ${SECRET} failed: ${SECRET} is unreachable`);
    await sendResponse({ ...EVENT, ResponseURL: SECRET }, ANSWER, { clock: new PausingClock(), deadline: 500 });
    expect(JSON.parse(log.text()).error).toBe('connect to the URL failed: the URL is unreachable');
    expect(log.text()).not.toContain('X-Amz-Signature');
  });

  test('is called over TLS if it is an https URL', async () => {
    const request = failWith('stop');
    await sendResponse({ ...EVENT, ResponseURL: SECRET }, ANSWER, { clock: new PausingClock(), deadline: 500 });
    expect(request).toHaveBeenCalledTimes(1);
    expect(String(request.mock.calls[0][0])).toBe(SECRET);
  });

  test.each([
    undefined, '', 'x', 'ftp://bucket.invalid/', 'file:///etc/hosts', { toString: 1 }, 'http://bucket.s3.amazonaws.com/', 'http://127.0.0.1.invalid/', 'http://localhost.invalid/',
  ])('%j is not usable: nothing is sent', async (ResponseURL) => {
    const clock = new PausingClock();
    await sendResponse({ ...EVENT, ResponseURL } as CloudFormationCustomResourceEvent, ANSWER, { clock, deadline: 10_000 });
    expect([clock.slept, clock.timeouts]).toEqual([[], []]);
    expect(JSON.parse(log.text())).toEqual({ level: 'ERROR', message: 'the request has no usable ResponseURL' });
  });
});

describe('the body', () => {
  const bodyOf = (answer: Partial<Answer>, event: CloudFormationCustomResourceEvent = EVENT) => {
    const body = responseBody(event, { ...ANSWER, ...answer });
    return { bytes: Buffer.byteLength(body), ...JSON.parse(body) };
  };

  test('has the properties that CloudFormation needs', () => {
    expect(JSON.parse(responseBody(EVENT, { ...ANSWER, status: 'FAILED', reason: 'why' }))).toEqual({
      Status: 'FAILED',
      Reason: 'why',
      PhysicalResourceId: 'VALID-1',
      ...EVENT,
      NoEcho: false,
      Data: { Verdict: 'VALID', Summary: 'good', RoleArn: 'arn:role' },
    });
  });

  test('omits the data and the reason if the answer has neither', () => {
    expect(Object.keys(JSON.parse(responseBody(EVENT, { status: 'SUCCESS', physicalResourceId: 'x' }))))
      .toEqual(['Status', 'PhysicalResourceId', 'StackId', 'RequestId', 'LogicalResourceId', 'NoEcho']);
  });

  test('shortens the reason and the summary step by step, never the ARN', () => {
    const RoleArn = `arn:${'r'.repeat(2_000)}`;
    const { bytes, Reason, Data, PhysicalResourceId } = bodyOf({ reason: 'w'.repeat(5_000), data: { Summary: 's'.repeat(5_000), RoleArn } });
    // 2,048, 1,638, 1,310 and 1,048 bytes are too long for two texts beside the ARN; 838 bytes are not.
    expect([Reason.length, Data.Summary.length]).toEqual([836, 836]);
    expect(bytes).toBeLessThanOrEqual(4_096);
    expect([Data.RoleArn, PhysicalResourceId]).toEqual([RoleArn, 'VALID-1']);
  });

  test('may have exactly 4,096 bytes', () => {
    const reason = 'w'.repeat(2_000);
    const rest = bodyOf({ reason, data: { RoleArn: '' } }).bytes;
    expect(bodyOf({ reason, data: { RoleArn: 'r'.repeat(4_096 - rest) } })).toMatchObject({ bytes: 4_096, Reason: reason });
    expect(bodyOf({ reason, data: { RoleArn: 'r'.repeat(4_097 - rest) } }).Reason).not.toBe(reason);
  });

  test('cuts very long names, so that CloudFormation accepts the answer', () => {
    const { bytes, ...body } = bodyOf(
      { physicalResourceId: 'p'.repeat(9_000), data: { RoleArn: 'r'.repeat(9_000) } }, { StackId: 's'.repeat(9_000), RequestId: {} as string, LogicalResourceId: 'l' });
    expect(bytes).toBeLessThanOrEqual(4_096);
    const short = (letter: string) => `${letter.repeat(61)}…`;
    expect(body).toEqual({ Status: 'SUCCESS', PhysicalResourceId: short('p'), StackId: short('s'), LogicalResourceId: 'l', NoEcho: false, Data: { RoleArn: short('r') } });
  });

  test('echoes values other than strings unchanged', () => {
    expect(bodyOf({}, { StackId: 1 as any, RequestId: ['x'] as any })).toMatchObject({ StackId: 1, RequestId: ['x'] });
  });
});
