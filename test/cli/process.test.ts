import { spawnSync } from 'child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { cliFile, runCli } from './run-cli';

const COMMANDS = ['role-type', 'actions', 'policy', 'trust', 'validate', 'hyperpod-connect', 'report'];

describe.each(COMMANDS)('%s --help', (command) => {
  test('says how the command is used, on standard output', async () => {
    const { status, stdout, stderr } = await runCli([command, '--help']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^Usage: sagemaker-role ${command}(?:\\|check)? \\[options\\]`));
    expect(stdout.split('\n')[2]).toMatch(/^\w+ .*\w$/);
    expect(stdout).toContain('  -h, --help  ');
    expect(await runCli(['help', command])).toEqual({ status, stdout, stderr });
  });

  test('fits on a terminal of 80 columns', async () => {
    const { stdout } = await runCli([command, '-h']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

test('the help names every command', async () => {
  const { status, stdout } = await runCli(['--help']);
  expect(status).toBe(0);
  expect([...stdout.matchAll(/^ {2}([a-z-]+)(?:\|check)? \[/gm)].map(([, name]) => name)).toEqual([...COMMANDS, 'help']);
});

test.each(['help', '-h', 'help help', 'help --help', '--help actions'])('%s shows the help', async (words) => {
  expect(await runCli(words.split(' '))).toEqual(await runCli(['--help']));
});

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  expect(await runCli(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  expect((await runCli(['-V'])).stdout).toEqual(`${version}\n`);
});

test('there is no colour, even where it is asked for', async () => {
  const env = { FORCE_COLOR: '3', CLICOLOR_FORCE: '1', TERM: 'xterm-256color' };
  for (const args of [['actions', 'training'], ['--help'], ['actions', 'x']]) {
    const { stdout, stderr } = await runCli(args, { env });
    expect(stdout + stderr).not.toContain('\u001b');
  }
});

/** The command line in a shell, for what happens to its standard output. */
function inShell(script: string, env: Record<string, string> = {}): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, process.execPath, cliFile()], {
    encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000, env: { PATH: process.env.PATH!, ...env },
  });
  return { status, stdout, stderr };
}

test('a reader may stop after the first line, without an error', () => {
  expect(inShell('set -o pipefail; for i in 1 2 3; do "$0" "$1" actions training --json | head -n 1; done')).toEqual({
    status: 0, stdout: '{\n{\n{\n', stderr: '',
  });
});

test('a reader may be gone before the first line, without an error', () => {
  expect(inShell('set -o pipefail; "$0" "$1" actions training --json | true')).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('a reader of the errors that is gone does not change the exit code', () => {
  expect(inShell('set -o pipefail; "$0" "$1" actions trainig 2>&1 | true').status).toBe(64);
});

(existsSync('/dev/full') ? test : test.skip)('reports a full disk in one line, with exit code 74', () => {
  expect(inShell('"$0" "$1" actions training > /dev/full')).toEqual({
    status: 74, stdout: '', stderr: 'error: the output cannot be written (ENOSPC): make room, or write it elsewhere\n',
  });
});

describe('an unexpected error', () => {
  let folder: string;
  beforeEach(() => {
    // Without the files that the commands load.
    folder = mkdtempSync(join(tmpdir(), 'broken-'));
    copyFileSync(cliFile(), join(folder, 'main.js'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const checked = (env: Record<string, string> = {}) => inShell(`"$0" ${join(folder, 'main.js')} validate --type training`, env);

  test('is one line, and exit code 70', () => {
    const { status, stderr } = checked();
    expect(status).toBe(70);
    expect(stderr).toMatch(/^error: unexpected error: Cannot find module '[^\n]*validate.js'[^\n]*\. Please report it at https:\/\/\S+\/issues, with the [^\n]*\n$/);
    expect(stderr).toContain('with the stack trace that SAGEMAKER_ROLE_TRACE=1 shows\n');
  });

  test('has its stack trace with SAGEMAKER_ROLE_TRACE', () => {
    expect(checked({ SAGEMAKER_ROLE_TRACE: '1' }).stderr).toMatch(/^error: [^\n]*\nError: Cannot find module .*\n {4}at /s);
  });
});
