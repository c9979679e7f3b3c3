import { spawn } from 'node:child_process';

/** How a command ended. */
interface Ended {
  readonly code: number;
  readonly seconds: number;
  readonly output: string;
}

/** Runs a command to its end, and collects its output unless it is shown at once. */
export async function run(program: string, args: readonly string[], shown: boolean): Promise<Ended> {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'] });
  const chunks: Buffer[] = [];
  [child.stdout, child.stderr].forEach((stream) => stream?.on('data', (chunk: Buffer) => chunks.push(chunk)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({
      code: code ?? 1, seconds: Math.round((performance.now() - start) / 1000), output: Buffer.concat(chunks).toString(),
    }));
  });
}

/** Runs a command that is shown beside a task of projen, whose output follows: two cores do both in the time of the longer one. */
async function main([task, program, ...args]: readonly string[]): Promise<void> {
  const [shown, beside] = await Promise.all([run(program, args, true), run('projen', [task], false)]);
  console.log(`${beside.output}\n${program}: ${shown.seconds} s, ${task}: ${beside.seconds} s`);
  process.exitCode = shown.code || beside.code;
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
