import { spawnSync } from 'child_process';
import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { cliFile } from '../run-cli';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'no-room-'));
  writeFileSync(join(folder, 'template.json'), '{"Resources":{}}');
});
afterEach(() => rmSync(folder, { recursive: true }));

const POLICY = 'policy training --account 111122223333 --region eu-west-1 --bucket own --no-keys --out-dir .';
const REPORT = 'report template.json -o report.html';

/** Runs a command in the folder; no file that it writes gets longer than so many kilobytes. */
function run(command: string, kilobytes: number | 'unlimited', before = ':') {
  const script = `${before}; umask 022; ulimit -f ${kilobytes}; exec "$0" "$1" ${command}`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, process.execPath, cliFile()], {
    cwd: folder, encoding: 'utf8', timeout: 60_000, env: { PATH: process.env.PATH! },
  });
  return { status, stdout, stderr };
}

const COMMANDS = [['policy', POLICY, 'training-policy.json'], ['report', REPORT, 'report.html']] as const;

describe.each(COMMANDS)('%s', (_, command, file) => {
  const failure = (code: string) => ({ status: 74, stdout: '', stderr: `error: the output cannot be written (${code}): make room, or write it elsewhere\n` });

  test('writes no part of a file to a full disk', () => {
    expect(run(command, 1)).toEqual(failure('EFBIG'));
    expect(readdirSync(folder)).toEqual(['template.json']);
  });

  test('leaves what was there before', () => {
    writeFileSync(join(folder, file), 'earlier');
    expect(run(command, 1)).toEqual(failure('EFBIG'));
    expect(readFileSync(join(folder, file), 'utf8')).toBe('earlier');
    expect(readdirSync(folder)).toHaveLength(2);
  });

  (existsSync('/dev/full') ? test : test.skip)('reports a full disk with its exit code, and keeps the device', () => {
    symlinkSync('/dev/full', join(folder, file));
    expect(run(command, 'unlimited')).toEqual(failure('ENOSPC'));
    expect(statSync(join(folder, file)).isCharacterDevice()).toBe(true);
  });

  test('writes through a link, and leaves the rights of the file as they are', () => {
    writeFileSync(join(folder, 'linked'), 'earlier');
    chmodSync(join(folder, 'linked'), 0o600);
    symlinkSync('linked', join(folder, file));
    expect(run(command, 'unlimited').status).toBe(0);
    expect(readFileSync(join(folder, 'linked'), 'utf8').length).toBeGreaterThan(1000);
    expect(statSync(join(folder, 'linked')).mode.toString(8)).toBe('100600');
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test('leaves rights that a new file would not get', () => {
    writeFileSync(join(folder, file), 'earlier');
    chmodSync(join(folder, file), 0o664);
    expect(run(command, 'unlimited').status).toBe(0);
    expect(statSync(join(folder, file)).mode.toString(8)).toBe('100664');
  });

  test('follows no link of another user', () => {
    writeFileSync(join(folder, 'precious'), 'precious');
    // The process that takes the place of the shell has the shell's number.
    expect(run(command, 'unlimited', 'ln -s precious .sagemaker-role-$$').status).toBe(0);
    expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('precious');
    expect(lstatSync(join(folder, file)).isFile()).toBe(true);
  });
});
