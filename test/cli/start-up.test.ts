import { spawnSync } from 'child_process';
import { cliFile } from './run-cli';

/** The time of one process, in milliseconds. */
function time(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  expect(spawnSync(process.execPath, args, { stdio: 'ignore' }).status).toBe(0);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

test('a preview takes at most twice as long as a Node that does nothing', () => {
  const times = { nothing: [] as number[], preview: [] as number[] };
  for (let round = 0; round < 15; round++) {
    times.nothing.push(time(['-e', '0']));
    times.preview.push(time([cliFile(), 'actions', 'training']));
  }
  // The lowest of each: other work on the machine only ever adds.
  expect(Math.min(...times.preview) / Math.min(...times.nothing)).toBeLessThanOrEqual(2);
});
