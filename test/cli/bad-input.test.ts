import cases from './bad-input.json';
import { runInProcess } from './run-in-process';

const CASES: [string, { readonly args: readonly string[]; readonly error: string; readonly env?: Record<string, string> }][] = cases.map(
  ({ name, ...rest }) => [name, rest as never]);

test.each(CASES)('%s: one line on standard error that names the fix, and exit code 64', async (_, { args, error, env }) => {
  expect(await runInProcess(args, { env })).toEqual({ status: 64, stdout: '', stderr: `error: ${error}\n` });
});

test('a value of a hundred kilobytes is told in a line that keeps its end', async () => {
  const { status, stderr } = await runInProcess(['actions', 'x'.repeat(100_000)]);
  expect(status).toBe(64);
  expect(stderr.length).toBeLessThan(2_100);
  expect(stderr).toMatch(/^error: the role type "x+ … x+" is unknown: use one of training, .*, model_evaluation\n$/);
});

test('without a command, the help is the message', async () => {
  const { status, stdout, stderr } = await runInProcess([]);
  expect([status, stdout]).toEqual([64, '']);
  expect(stderr).toMatch(/^Usage: sagemaker-role /);
});
