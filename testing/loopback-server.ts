import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';

export interface LoopbackServer {
  readonly origin: string;
  /** Closes every connection. */
  close(): Promise<void>;
}

/** Starts an HTTP server on a free port of the loopback interface. */
export async function startLoopbackServer(serve: RequestListener): Promise<LoopbackServer> {
  const server = createServer(serve);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
