import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import coverage from './documented-commands.json';
import { PAGES, readPage } from './markdown-files';
import parts from '../../tools/verify/nightly/parts.json';
import { runInProcess } from '../cli/run-in-process';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { tasks } = JSON.parse(read('.projen/tasks.json'));

/** The place that runs a documented command: CI, the nightly checks, the tests (`as` names the test or the task), or only a person. */
interface Coverage {
  readonly run: string;
  readonly as?: string;
  readonly reason?: string;
}

const COVERAGE: Readonly<Record<string, Coverage>> = coverage;

/** The commands in the code of a page, one for each part of `a && b`, without comments and variables. */
function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```sh\n([^]*?)^ *```$/gm)].flatMap(([, block]) => block.replace(/\\\n/g, ' ').split('\n'));
  const inline = [...text.replace(/^ *```[^]*?^ *```$/gm, '').matchAll(/`([^`]+)`/g)].map(([, code]) => code);
  return [...blocks, ...inline].flatMap((line) => line.replace(/\s+#.*$/, '').split(/ (?:&&|\|\|) /))
    .map((command) => command.trim().replace(/^(\w+=\S+ )+/, '').replace(/\s+/g, ' '))
    .filter((command) => /^(npm|npx|\.ci\/run)( |$)/.test(command));
}

/** The entry of the table that a command belongs to: the command without its arguments. */
function entryOf(command: string): string {
  const words = command.split(' ').filter((word) => !word.startsWith('-'));
  const length = words[1] === 'run' || ['projen', 'cdk'].includes(words[1]) ? 3 : 2;
  return words.slice(0, length).join(' ');
}

const DOCUMENTED = [...new Set(['README.md', 'AGENTS.md', 'CONTRIBUTING.md'].flatMap((page) => commandsOf(readPage(page))))];
const COMMAND_LINE = [...new Set(PAGES.flatMap((page) => commandsOf(readPage(page))))]
  .filter((command) => /^npx --no-install sagemaker-role \S+ ./.test(command));

test('the table has every command of README, AGENTS and CONTRIBUTING, and no other', () => {
  expect([...new Set(DOCUMENTED.map(entryOf))].sort()).toEqual(Object.keys(COVERAGE).sort());
});

test.each(DOCUMENTED.filter((command) => /^npm run |^npx projen ./.test(command)))('%s is a task', (command) => {
  expect(Object.keys(tasks)).toContain(entryOf(command).split(' ')[2]);
});

test.each(Object.entries(COVERAGE))('%s is run', (command, { run, as = command, reason }) => {
  const parted = read('.ci/run').split('\n').filter((line) => line.startsWith('part ')).map((line) => line.replace(/ > .*/, ''));
  switch (run) {
    case '.ci/run':
      expect(parted.some((line) => line === `part ${as}` || line.startsWith(`part ${as} `))).toBe(true);
      return;
    case 'nightly':
      expect(parts.map((part) => part.command.split(' -- ')[0])).toContain(as);
      return;
    case 'npm test':
      expect(as.endsWith('.test.ts') ? existsSync(join(ROOT, as)) : JSON.stringify([tasks.test, tasks.check]).includes(as)).toBe(true);
      return;
    default:
      expect([run, reason]).toEqual(['by hand', expect.stringMatching(/\w+ \w+/)]);
  }
});

describe('the command line of every page', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'documented-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(COMMAND_LINE)('%s has options that exist', async (command) => {
    const args = command.replace(/ > .*/, '').split(' ').slice(3)
      .map((word, index, words) => ['-o', '--out-dir'].includes(words[index - 1]) ? join(folder, word) : word);

    const { status, stderr } = await runInProcess(args);

    // Without credentials or templates, a command gets as far as its options.
    expect(status === 0 ? '' : stderr).toMatch(/^$|credentials|region|cdk\.out|before\.json/);
  });

  test('an option that does not exist would be noticed', async () => {
    const { stderr } = await runInProcess(['validate', '--role', 'Trainer', '--no-such-option']);
    expect(stderr).not.toMatch(/^$|credentials|region|cdk\.out|before\.json/);
  });
});
