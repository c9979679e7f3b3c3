import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { motoPython } from './moto-environment';
import { Place } from '../../../testing/offline-iam/template-roles';

const SERVER = join(__dirname, 'moto-server.py');
const START_MILLISECONDS = 60_000;
const STOP_MILLISECONDS = 5_000;

/** A local AWS. */
export interface Moto {
  readonly url: string;
  readonly pid: number;
  /** Its log so far. */
  log(): string;
  /** Ends the process, and waits until it has ended. */
  stop(): Promise<void>;
}

/** Starts moto as a separate process, which ends with this one at the latest. */
export async function startMoto({ account, region }: Place): Promise<Moto> {
  const python = motoPython();
  const child = spawn(python, [SERVER], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...withoutAws(process.env), MOTO_ACCOUNT_ID: account, AWS_DEFAULT_REGION: region },
  });
  let log = '';
  child.stderr.on('data', (data) => log += data);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
    await ended;
    clearTimeout(timer);
  };
  // The input of an ended process fails. The requests to moto report that.
  child.stdin.on('error', () => undefined);
  try {
    await once(child, 'spawn');
    const [line] = await Promise.race([
      once(createInterface(child.stdout), 'line', { signal: AbortSignal.timeout(START_MILLISECONDS) }),
      ended.then(() => Promise.reject(new Error('it ended at once'))),
    ]) as [string];
    const [host, port] = line.split(' ');
    return { url: `http://${host}:${port}`, pid: child.pid!, log: () => log, stop };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`can't start moto: ${(error as Error).message}\n${log}`, { cause: error });
  }
}

/** The environment without the user's credentials and configuration. */
/** The environment without the configuration of the developer. */
export function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|MOTO)_/.test(name)));
}
