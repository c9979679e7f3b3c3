import { spawn, execSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { bundleFunction } from '../../testing/lambda/bundle-function';

const ROOT = join(__dirname, '../..');

/** The exit code and the output of the command line. */
export interface CliResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Replaces the environment, which has only a path and an empty home. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  /** In milliseconds. */
  readonly timeout?: number;
}

let folder: string;

// Builds the bundles from the current sources: an earlier build can be stale.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sagemaker-role-'));
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8'));
  const [{ exec }] = tasks['bundle:cli'].steps;
  bundleFunction(join(folder, 'assets/handler'));
  execSync(exec.replace('--outdir=', `--outdir=${folder}/`), {
    cwd: ROOT, stdio: 'pipe', env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The file that the package's `bin` names. */
export function cliFile(): string {
  return join(folder, JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).bin['sagemaker-role']);
}

/** Runs the command line as a separate process. Servers in this process still answer. */
export async function runCli(args: readonly string[], { env = {}, cwd = folder, input = '', timeout = 60_000 }: CliOptions = {}): Promise<CliResult> {
  const child = spawn(process.execPath, [cliFile(), ...args], { env: { PATH: process.env.PATH, HOME: folder, ...env }, cwd, timeout });
  const written = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      written[stream] += text;
    });
  }
  // The program may ignore its input.
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => status === null
      ? reject(new Error(`the command line was ended by ${signal}, after it wrote ${JSON.stringify(written)}`))
      : resolve({ status, ...written }));
  });
}
