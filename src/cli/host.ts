import type * as report from './report';
import type * as validate from './validate';

/** Files of their own in the bundle. A command loads one when it runs, so that the help never waits for an AWS client. */
interface LazyFiles {
  readonly validate: typeof validate;
  readonly report: typeof report;
}

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
  load<File extends keyof LazyFiles>(file: File): LazyFiles[File];
}
