import cases from './bad-input.json';
import { runInProcess } from './run-in-process';
import { roleTypeData, roleTypes } from '../../src/core/grant/data/policy-data';

const CASES: [string, { readonly args: readonly string[]; readonly error: string; readonly env?: Record<string, string> }][] = cases.map(
  ({ name, ...rest }) => [name, rest as never]);

const typed = (id: string) => id.replace(/_/g, '-');

/** The lists that a message may name by a placeholder: every new role type and feature is in them. */
const LISTS: Readonly<Record<string, string>> = {
  '{roleTypes}': roleTypes().map(typed).join(', ').replace(/, ([^,]*)$/, ' or $1'),
  ...Object.fromEntries(roleTypes().map((roleType) =>
    [`{${roleType}}`, Object.keys(roleTypeData(roleType).features).map((feature) => `--feature ${typed(feature)}`).join(', ')])),
};
const withLists = (error: string) => error.replace(/\{\w+\}/g, (name) => LISTS[name] ?? name);

test.each(CASES)('rejects %s with exit code 64 and one line that has the fix', async (_, { args, error, env }) => {
  expect(await runInProcess(args, { env })).toEqual({ status: 64, stdout: '', stderr: `error: ${withLists(error)}\n` });
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
