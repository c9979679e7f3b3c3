import { oneLine } from './output/one-line';
import { ProgramHost } from './program-host';

/** The host of a command, with its ways to end. */
export interface CommandHost extends ProgramHost {
  /** Sets the exit code. */
  finish(exitCode: number): void;
  /** Writes the result to standard output. */
  print(text: string): void;
  /** Writes a warning to standard error, in one line. */
  warn(text: string): void;
}

export function commandHost(host: ProgramHost, finish: (exitCode: number) => void): CommandHost {
  return {
    ...host,
    finish,
    print: (text) => void host.stdout.write(text),
    warn: (text) => void host.stderr.write(`warning: ${oneLine(text)}\n`),
  };
}
