import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MutationReport, scoreByRoom, totalOf } from './mutation/score';

const ROOT = join(__dirname, '../..');
const REPORT = join(ROOT, '.cache/mutation/report.json');
const LOWEST_SCORE = 90;

/** Mutates the rooms that are named, such as core/rules, and prints their scores. Other options, such as `--concurrency 1`, are Stryker's. */
function main(args: readonly string[]): number {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const rooms = firstOption === -1 ? args : args.slice(0, firstOption);
  const options = firstOption === -1 ? [] : args.slice(firstOption);
  const unknown = rooms.find((room) => !existsSync(join(ROOT, 'src', room)));
  if (unknown !== undefined) {
    console.error(`'${unknown}' is not a folder of src: name a folder such as core/rules, or none for all of core and handler`);
    return 1;
  }

  rmSync(REPORT, { force: true });
  const mutate = rooms.length === 0 ? [] : ['--mutate', rooms.map((room) => `src/${room}/**/*.ts`).join(',')];
  const start = performance.now();
  spawnSync('npx', ['--no-install', 'stryker', 'run', 'tools/verify/mutation/stryker.config.mjs', ...mutate, ...options], { cwd: ROOT, stdio: 'inherit' });
  if (!existsSync(REPORT)) {
    return 1;
  }

  const scores = scoreByRoom(JSON.parse(readFileSync(REPORT, 'utf8')) as MutationReport);
  const total = totalOf(scores);
  console.log(`\n${'Room'.padEnd(28)} Mutants  Killed  Survived  No test  Score`);
  [...scores, total].forEach(({ room, killed, survived, uncovered, mutants, score }) => console.log(
    `${room.padEnd(28)} ${String(mutants).padStart(7)} ${String(killed).padStart(7)} ${String(survived).padStart(9)} ${String(uncovered).padStart(8)} `
    + `${score.toFixed(1).padStart(6)}`,
  ));
  console.log(`${Math.round((performance.now() - start) / 1000)} s. The survivors are in .cache/mutation/report.html. The lowest score that passes is ${LOWEST_SCORE}.`);
  return total.score < LOWEST_SCORE ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
