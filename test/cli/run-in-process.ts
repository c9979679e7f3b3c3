import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { CliResult } from './run-cli';
import { run } from '../../src/cli/program';
import { ProgramHost } from '../../src/cli/program-host';

export interface InProcessOptions {
  /** Replaces the environment, which has only a path and an empty home. */
  readonly env?: Readonly<Record<string, string>>;
}

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'home-'));
});
afterAll(() => rmSync(home, { recursive: true }));

/** The commands that run at a time: one, since the AWS SDK reads the environment of the process. */
let last: Promise<unknown> = Promise.resolve();

/** Runs the program of the command line in this process: a faster `runCli`, without the effects of a process. */
export function runInProcess(args: readonly string[], options: InProcessOptions = {}): Promise<CliResult> {
  const result = last.then(() => runAlone(args, options));
  last = result.catch(() => undefined);
  return result;
}

async function runAlone(args: readonly string[], { env = {} }: InProcessOptions): Promise<CliResult> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const host: ProgramHost = {
    env: { PATH: process.env.PATH, HOME: home, ...env },
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    policyReader: (account, config) => new (jest.requireActual('../../src/handler/policy-clients').PolicyClients)(account, config),
    load: (file) => jest.requireActual(`../../src/cli/${file}`),
  };
  const before = process.env;
  process.env = { ...host.env };
  try {
    return { status: await run(args, host), ...written };
  } finally {
    process.env = before;
  }
}
