import { randomBytes } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { startLoopbackServer } from '../loopback-server';

/** One way for the delivery of a response to fail. */
export type ResponseTrouble =
  /** Status 500: the response is refused. */
  | 'error'
  /** The connection is closed before the response is accepted. */
  | 'reset'
  /** The response is accepted, and never acknowledged. */
  | 'silence'
  /** The response is accepted, and acknowledged after a delay. */
  | { readonly delayMs: number };

/** The trouble of an attempt to deliver a response. Attempts of one request count from 1. */
export type ResponseTroubles = (attempt: number) => ResponseTrouble | undefined;

/** One attempt to deliver the response to a request. */
export interface Attempt {
  readonly method: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether CloudFormation has the response. */
  readonly taken: boolean;
  /** Whether the sender got the acknowledgement. */
  acknowledged: boolean;
}

export interface ResponseEndpoint {
  /** The number of requests to unknown URLs. */
  readonly strays: number;
  /** A new URL for the response to one request, as secret as a signed URL. */
  newUrl(): string;
  /** The attempts that arrived at a URL. */
  attemptsAt(url: string): readonly Attempt[];
  /** Closes every connection and stops every timer. */
  close(): Promise<void>;
}

/** Starts an endpoint that takes responses of custom resources, as the bucket behind CloudFormation's signed URLs does. */
export async function startResponseEndpoint(troubles: ResponseTroubles = () => undefined): Promise<ResponseEndpoint> {
  const endpoint = new Endpoint(troubles);
  const server = await startLoopbackServer((request, response) => {
    // If the sender gives up, there is nothing to answer.
    endpoint.serve(request, response).catch(() => response.destroy());
  });
  const { origin } = server;
  return {
    newUrl: () => {
      const path = `/arn%3Aaws%3Acloudformation/${randomBytes(8).toString('hex')}?X-Amz-Signature=${randomBytes(32).toString('hex')}`;
      endpoint.attempts.set(path, []);
      return origin + path;
    },
    attemptsAt: (url) => endpoint.attempts.get(url.slice(origin.length)) ?? [],
    get strays() {
      return endpoint.strays;
    },
    close: async () => {
      endpoint.stop();
      await server.close();
    },
  };
}

class Endpoint {
  readonly attempts = new Map<string, Attempt[]>();
  strays = 0;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly troubles: ResponseTroubles) {}

  stop(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const { method = '', url = '', headers } = request;
    const attempts = this.attempts.get(url);
    if (!attempts) {
      this.strays += 1;
      response.writeHead(403).end();
      return;
    }
    const trouble = this.troubles(attempts.length + 1);
    const attempt: Attempt = {
      method, headers, body: Buffer.concat(chunks).toString('utf8'), at: Date.now(), taken: trouble !== 'error' && trouble !== 'reset', acknowledged: false,
    };
    attempts.push(attempt);
    switch (trouble) {
      case 'error':
        response.writeHead(500).end('<Error><Code>InternalError</Code></Error>');
        return;
      case 'reset':
        response.socket?.resetAndDestroy();
        return;
      case 'silence':
        return;
    }
    const acknowledge = () => {
      attempt.acknowledged = !response.destroyed;
      response.writeHead(200).end();
    };
    if (trouble) {
      this.timers.add(setTimeout(acknowledge, trouble.delayMs));
    } else {
      acknowledge();
    }
  }
}
