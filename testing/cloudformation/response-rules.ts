import { CustomResourceEvent } from './events';
import { Attempt } from './response-endpoint';
import { isObject } from '../../src/core/iam/untyped-json';

/** The longest response that CloudFormation accepts. */
const RESPONSE_BYTES = 4_096;
const PHYSICAL_ID_BYTES = 1_024;

/** A response as CloudFormation understands it. */
export interface CustomResourceResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

/**
 * The rules of CloudFormation, and of the bucket that receives its responses, that a response breaks.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function responseFaults(event: CustomResourceEvent, { method, headers, body }: Attempt): string[] {
  const response = parse(body);
  if (!isObject(response)) {
    return ["the response isn't a JSON object"];
  }
  const { Status, Reason, PhysicalResourceId, Data } = response;
  const echoed = (['StackId', 'RequestId', 'LogicalResourceId'] as const).filter((key) => response[key] !== event[key]);
  const rules: [boolean, string][] = [
    [method === 'PUT', `the method is ${method}, not PUT`],
    // The URL is signed without a content type, and S3 needs the length.
    [!headers['content-type'], `the content type is ${headers['content-type']}, and the address is signed without one`],
    [headers['content-length'] !== undefined, 'the response has no content-length header'],
    [Buffer.byteLength(body) <= RESPONSE_BYTES, `the response has ${Buffer.byteLength(body)} bytes`],
    [Status === 'SUCCESS' || Status === 'FAILED', `the status is ${JSON.stringify(Status)}`],
    [Status !== 'FAILED' || typeof Reason === 'string' && Reason !== '', 'a failure has no reason'],
    [echoed.length === 0, `${echoed.join(', ')} are not those of the request`],
    [typeof PhysicalResourceId === 'string' && PhysicalResourceId !== '' && Buffer.byteLength(PhysicalResourceId) <= PHYSICAL_ID_BYTES,
      `the physical id is ${JSON.stringify(PhysicalResourceId)}`],
    [event.RequestType !== 'Delete' || PhysicalResourceId === event.PhysicalResourceId, 'a deletion changes the physical id'],
    [Data === undefined || isObject(Data), "the data aren't an object"],
  ];
  return rules.filter(([kept]) => !kept).map(([, fault]) => fault);
}

/** The faults of the attempts to deliver one response: all need the same body, and only the last one may be acknowledged. */
export function deliveryFaults(attempts: readonly Attempt[]): string[] {
  const bodies = new Set(attempts.map(({ body }) => body));
  const acknowledged = attempts.findIndex((attempt) => attempt.acknowledged);
  return [
    ...bodies.size > 1 ? [`there are ${bodies.size} different responses to one request`] : [],
    ...acknowledged >= 0 && acknowledged < attempts.length - 1 ? ['a response was sent again after it had been acknowledged'] : [],
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
