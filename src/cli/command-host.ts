import { oneLine } from './output/one-line';
import type * as report from './report';
import type * as validate from './validate';

/** Files of their own in the bundle, which a command loads when it runs: the first line of help must not wait for an AWS client. */
interface LazyFiles {
  readonly validate: typeof validate;
  readonly report: typeof report;
}

/** What a command needs of the program that it belongs to. */
export interface CommandHost {
  /** Says how the process is to end. */
  finish(exitCode: number): void;
  /** Writes what was asked for. */
  print(text: string): void;
  /** Tells something besides, in one line. */
  warn(text: string): void;
  load<File extends keyof LazyFiles>(file: File): LazyFiles[File];
}

export function commandHost(finish: (exitCode: number) => void): CommandHost {
  return {
    finish,
    print: (text) => void process.stdout.write(text),
    warn: (text) => void process.stderr.write(`warning: ${oneLine(text)}\n`),
    // Not `require`: the bundler would put the file into this one.
    load: (file) => module.require(`./${file}`),
  };
}
