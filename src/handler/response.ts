import { request as httpRequest } from 'http';
import { request as httpsRequest } from 'https';
import { truncateBytes } from '../core/truncate-bytes';
import { Answer, CloudFormationCustomResourceEvent } from './event';

/** CloudFormation takes no longer response. */
const RESPONSE_BYTES = 4096;
const ATTEMPT_MILLISECONDS = 5_000;
const FIRST_PAUSE_MILLISECONDS = 200;
/** What is left for the runtime to end the invocation. */
const RESERVE_MILLISECONDS = 500;

/**
 * Answers CloudFormation: one response, tried until it is taken or the time is over. CloudFormation counts the first that it
 * gets, so that one which is sent again after a lost acknowledgement is the same answer.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function sendResponse(event: CloudFormationCustomResourceEvent, answer: Answer, deadline: number): Promise<void> {
  const body = responseBody(event, answer);
  const left = () => deadline - RESERVE_MILLISECONDS - Date.now();
  for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause *= 2) {
    try {
      await put(String(event.ResponseURL), body, Math.max(1, Math.min(ATTEMPT_MILLISECONDS, left())));
      return;
    } catch (error) {
      // The address is a credential: it is not logged.
      console.log(JSON.stringify({ level: 'WARN', message: 'CloudFormation did not take the response', error: (error as Error).message }));
      if (left() < pause) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** The response, within what CloudFormation takes: the reason and the summary give way. */
export function responseBody(event: CloudFormationCustomResourceEvent, answer: Answer): string {
  const render = (textBytes: number) => JSON.stringify({
    Status: answer.status,
    ...answer.reason === undefined ? {} : { Reason: truncateBytes(answer.reason, textBytes) },
    PhysicalResourceId: answer.physicalResourceId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: false,
    ...answer.data ? { Data: Object.fromEntries(Object.entries(answer.data).map(([key, value]) => [key, truncateBytes(value, textBytes)])) } : {},
  });
  let textBytes = 2_048;
  let body = render(textBytes);
  while (Buffer.byteLength(body) > RESPONSE_BYTES && textBytes > 16) {
    textBytes = Math.floor(textBytes * 0.8);
    body = render(textBytes);
  }
  return body;
}

function put(url: string, body: string, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    // CloudFormation's own address is always https: http serves a local endpoint.
    const send = target.protocol === 'http:' ? httpRequest : httpsRequest;
    const request = send(target, {
      method: 'PUT',
      // An S3 address that is signed without a content type refuses one.
      headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) },
    }, (response) => {
      response.resume();
      const { statusCode = 0 } = response;
      clearTimeout(timer);
      statusCode < 400 ? resolve() : reject(new Error(`it answered ${statusCode}`));
    });
    const timer = setTimeout(() => request.destroy(new Error('it did not answer in time')), milliseconds);
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(new Error(error.message.replaceAll(url, 'the address')));
    });
    request.end(body);
  });
}
