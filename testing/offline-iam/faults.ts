import { ServerResponse } from 'node:http';
import { Answer, IamError } from './query-protocol';

/** One way for a call to fail. */
export type Fault =
  /** Throttling, as after too many calls. */
  | 'throttle'
  /** ServiceFailure, with status 500. */
  | 'serviceFailure'
  | 'accessDenied'
  /** The connection is closed without an answer. */
  | 'reset'
  /** No answer at all, until the endpoint closes. */
  | 'silence'
  /** Status 200, and a body that is not XML. */
  | 'garbage'
  /** Status 200, and half the answer, which looks complete to HTTP. */
  | 'truncated'
  /** The right answer, a byte every 100 milliseconds. */
  | 'drip'
  /** Any other error. */
  | { readonly error: { readonly status: number; readonly code: string; readonly message?: string } }
  /** A delay before the right answer or before another fault. */
  | { readonly delayMs: number; readonly then?: Fault }
  /** The first page again and again, with the same marker or with a new one. */
  | { readonly endlessMarkers: 'same' | 'new' }
  /** The page omits this number of answers at its end. */
  | { readonly missingResults: number }
  /** The page omits the answers for this action. */
  | { readonly withoutAction: string }
  /** No answer names the statements that decided. */
  | { readonly withoutMatchedStatements: true };

/**
 * The calls that fail, by their number from 1. Or a function of the action, the number of the call, and its number among
 * the calls of that action.
 */
export type Faults = Readonly<Record<number, Fault>> | ((action: string, n: number, nth: number) => Fault | undefined);

/**
 * The errors among the faults.
 *
 * @param action with its service, such as `iam:GetRole`
 */
export function errorOf(fault: Fault | undefined, action: string, callerArn: string, resource: string): IamError | undefined {
  switch (fault) {
    case 'throttle': return new IamError(400, 'Throttling', 'Rate exceeded');
    case 'serviceFailure': return new IamError(500, 'ServiceFailure', 'The request processing has failed because of an unknown error, exception or failure.');
    case 'accessDenied':
      return new IamError(403, 'AccessDenied', `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource}`
        + ` because no identity-based policy allows the ${action} action`);
  }
  if (typeof fault === 'object' && 'error' in fault) {
    return new IamError(fault.error.status, fault.error.code, fault.error.message ?? 'made to fail');
  }
  return undefined;
}

/** Sends an answer with its fault. `every` runs a function at an interval until it returns false. */
export function send(
  response: ServerResponse, { status, body, contentType = 'text/xml', headers = {} }: Answer, requestId: string,
  fault: Fault | undefined, every: (milliseconds: number, step: () => boolean) => void,
): void {
  if (fault === 'silence') {
    return;
  }
  if (fault === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  // Without a length and without chunks, the end of the connection is the end of the answer.
  response.useChunkedEncodingByDefault = fault !== 'truncated';
  const bytes = Buffer.from(fault === 'garbage' ? 'a text that is not XML' : body);
  response.writeHead(fault === 'garbage' ? 200 : status, {
    'content-type': contentType,
    'x-amzn-requestid': requestId,
    ...headers,
    ...fault === 'truncated' ? { connection: 'close' } : { 'content-length': bytes.length },
  });
  if (fault === 'truncated') {
    response.end(bytes.subarray(0, Math.floor(bytes.length / 2)));
  } else if (fault === 'drip') {
    let sent = 0;
    every(100, () => {
      if (response.destroyed) {
        return false;
      }
      response.write(bytes.subarray(sent, ++sent));
      return sent < bytes.length || !response.end();
    });
  } else {
    response.end(bytes);
  }
}
