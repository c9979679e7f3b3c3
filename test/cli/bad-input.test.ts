import cases from './bad-input.json';
import { runInProcess } from './run-in-process';

const CASES: [string, { readonly args: readonly string[]; readonly error: string; readonly env?: Record<string, string> }][] = cases.map(
  ({ name, ...rest }) => [name, rest as never]);

test.each(CASES)('rejects %s with exit code 64 and one line that has the fix', async (_, { args, error, env }) => {
  expect(await runInProcess(args, { env })).toEqual({ status: 64, stdout: '', stderr: `error: ${error}\n` });
});

test('shortens a value of a hundred kilobytes, and keeps the end of the line', async () => {
  const { status, stderr } = await runInProcess(['actions', 'x'.repeat(100_000)]);
  expect(status).toBe(64);
  expect(stderr.length).toBeLessThan(2_100);
  expect(stderr).toMatch(/^error: the role type is "x+…: use training, .* or [a-z-]+\n$/);
});

test('shows the help without a command', async () => {
  const { status, stdout, stderr } = await runInProcess([]);
  expect([status, stdout]).toEqual([64, '']);
  expect(stderr).toMatch(/^Usage: sagemaker-role /);
});
