import { request as httpRequest } from 'http';
import { request as httpsRequest } from 'https';
import { Answer, CloudFormationCustomResourceEvent } from './event';
import { Clock } from '../core/verdict/clock';
import { truncateBytes } from '../core/verdict/truncate-bytes';

/** The longest response that CloudFormation accepts. */
const RESPONSE_BYTES = 4096;
const SHORTEST_TEXT_BYTES = 64;
const ATTEMPT_MILLISECONDS = 5_000;
const FIRST_PAUSE_MILLISECONDS = 200;
const LONGEST_PAUSE_MILLISECONDS = 3_000;
/** The time that the runtime needs to end the invocation. */
const RESERVE_MILLISECONDS = 500;
const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Sends the response to CloudFormation until it is accepted or the time is over. CloudFormation uses the first response that
 * arrives, so sending the same one again is safe.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function sendResponse(
  event: CloudFormationCustomResourceEvent, answer: Answer, { clock, deadline }: { readonly clock: Clock; readonly deadline: number },
): Promise<void> {
  const address = addressOf(event.ResponseURL);
  if (!address) {
    console.log(JSON.stringify({ level: 'ERROR', message: 'the request has no usable ResponseURL' }));
    return;
  }
  const body = responseBody(event, answer);
  const left = () => deadline - RESERVE_MILLISECONDS - clock.now();
  for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)) {
    try {
      await put(address, body, Math.max(1, Math.min(ATTEMPT_MILLISECONDS, left())), clock);
      return;
    } catch (error) {
      // The URL is a credential: never log it.
      console.log(JSON.stringify({ level: 'WARN', message: 'CloudFormation did not accept the response', error: (error as Error).message }));
      if (left() < pause) {
        return;
      }
      await clock.sleep(pause);
    }
  }
}

/** The response, short enough for CloudFormation. It shortens the reason and the summary, never the ARN, which other resources use. */
export function responseBody(event: CloudFormationCustomResourceEvent, answer: Answer): string {
  const render = (textBytes: number, otherBytes = Infinity) => JSON.stringify({
    Status: answer.status,
    Reason: cut(answer.reason, textBytes),
    PhysicalResourceId: cut(answer.physicalResourceId, otherBytes),
    StackId: cut(event.StackId, otherBytes),
    RequestId: cut(event.RequestId, otherBytes),
    LogicalResourceId: cut(event.LogicalResourceId, otherBytes),
    NoEcho: false,
    Data: answer.data && Object.fromEntries(Object.entries(answer.data).map(([key, value]) =>
      [key, cut(value, key === 'Summary' ? textBytes : otherBytes)])),
  });
  let textBytes = 2_048;
  let body = render(textBytes);
  while (Buffer.byteLength(body) > RESPONSE_BYTES && textBytes > SHORTEST_TEXT_BYTES) {
    textBytes = Math.floor(textBytes * 0.8);
    body = render(textBytes);
  }
  // CloudFormation's own requests never have names as long as this.
  return Buffer.byteLength(body) > RESPONSE_BYTES ? render(SHORTEST_TEXT_BYTES, SHORTEST_TEXT_BYTES) : body;
}

/** The beginning of a text. Returns other values, or any value without a limit, unchanged. */
function cut(value: unknown, bytes: number): unknown {
  return typeof value === 'string' ? truncateBytes(value, bytes) : bytes === Infinity ? value : undefined;
}

function addressOf(url: unknown): URL | undefined {
  try {
    const address = new URL(url as string);
    // CloudFormation's own address is always https. A local endpoint of a test has no certificate.
    const isLocal = address.protocol === 'http:' && LOOPBACK.includes(address.hostname);
    return address.protocol === 'https:' || isLocal ? address : undefined;
  } catch {
    return undefined;
  }
}

async function put(target: URL, body: string, milliseconds: number, clock: Clock): Promise<void> {
  const ended = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      const send = target.protocol === 'http:' ? httpRequest : httpsRequest;
      const request = send(target, {
        method: 'PUT',
        // S3 refuses a content type that the URL was not signed for.
        headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) },
      }, (response) => {
        response.resume();
        const { statusCode = 0 } = response;
        // The function doesn't follow a redirection, so CloudFormation wouldn't get the response.
        statusCode >= 200 && statusCode < 300 ? resolve() : reject(new Error(`it answered ${statusCode}`));
      });
      void clock.sleep(milliseconds, ended.signal)
        .then(() => ended.signal.aborted || request.destroy(new Error('it did not answer in time')));
      request.on('error', (error) => reject(new Error(error.message.replaceAll(target.href, 'the URL'))));
      request.end(body);
    });
  } finally {
    ended.abort();
  }
}
