import { spawnSync } from 'child_process';
import { join } from 'path';

const ROOT = join(__dirname, '../../..');

test('the quick loop fails a test that starts a process or opens a connection', () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const quick = require('../../../tools/jest/quick.config.cjs');
  const config = { ...quick, testMatch: [join(__dirname, 'fixtures/processes.fixture.ts')], testPathIgnorePatterns: [] };
  const { stdout } = spawnSync(process.execPath, [
    require.resolve('jest/bin/jest'), '--ci', '--json', '--runInBand', '--config', JSON.stringify(config),
  ], { cwd: ROOT, encoding: 'utf8' });
  const { testResults: [{ assertionResults }] } = JSON.parse(stdout);

  expect(assertionResults.map(({ title, status, failureMessages: [message = ''] }: any) =>
    [title, status, /must not [^:]*/.exec(message)?.[0]])).toEqual([
    ['starts a process', 'failed', 'must not call child_process.execFileSync'],
    ['starts a process through node', 'failed', 'must not call child_process.spawn'],
    ['opens a connection', 'failed', 'must not connect to a server'],
    ['computes', 'passed', undefined],
  ]);
});
