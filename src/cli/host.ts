import type { PolicyReader } from '../core/verdict/iam-reader';

/** The part of a stream that the program uses. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Everything that the program takes from the process that runs it. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Loads the clients that read the policies of resources, and configures them. */
  policyReader(account: string, config: object): PolicyReader;
}
