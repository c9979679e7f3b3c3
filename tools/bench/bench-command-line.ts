import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { aimCell } from './aim';
import { runSection } from './section';
import { spread } from './spread';

const ROOT = join(__dirname, '..', '..');
const MAIN = join(ROOT, 'assets/cli/main.js');

/** The time that Node.js needs to start. */
const NOTHING = ['-e', '0'];
const IN_PLACE = ['--account', '111122223333', '--region', 'eu-west-1'];

/** Commands that need no network, by how they are typed. */
const COMMANDS: readonly string[][] = [
  ['actions', 'training'],
  ['actions', 'training', '--json'],
  ['policy', 'training', '--bucket', 'own-bucket', '--no-keys', ...IN_PLACE],
  ['trust', 'training', '--account', '111122223333'],
  ['--help'],
];

/** The aim for the first of them. */
const AIM = 2;

/** How long Node takes with these arguments, from its start to its end, in milliseconds. */
function milliseconds(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const end = process.hrtime.bigint();
  if (status !== 0) {
    throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  }
  return Number(end - start) / 1e6;
}

/** For each command, the ratios of its time to that of a Node which does nothing, the two of a pair in alternating order. */
function ratios(rounds: number): number[][] {
  const all: number[][] = COMMANDS.map(() => []);
  for (let round = 0; round < rounds; round++) {
    COMMANDS.forEach((args, at) => {
      const ours = () => milliseconds([MAIN, ...args]);
      const [first, second] = round % 2 === 0 ? [milliseconds(NOTHING), ours()] : [ours(), milliseconds(NOTHING)].reverse();
      all[at].push(second / first);
    });
  }
  return all;
}

void runSection((short) => {
  const measured = ratios(short ? 5 : 41);
  const rows = measured.map((values, at) => {
    const { lower, median, upper } = spread(values);
    return `| \`${COMMANDS[at].join(' ')}\` | **${median.toFixed(2)}** | ${lower.toFixed(2)} – ${upper.toFixed(2)} |`;
  });
  return `
## The command line

From its start to its end, to that of \`node -e 0\`: the median of pairs of processes in alternating order, with their quartiles. The aim is ${AIM} at
most for \`${COMMANDS[0].join(' ')}\`: ${aimCell(spread(measured[0]).median, AIM, 2)}. The file that every command loads has ${Math.round(statSync(MAIN).size / 1000)} kB.

| command | Ratio | Quartiles |
| --- | ---: | ---: |
${rows.join('\n')}
`;
});
