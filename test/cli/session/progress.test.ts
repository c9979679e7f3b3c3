import { startAws, WORKLOAD } from './offline-aws';
import { Progress } from '../../../src/cli/session/progress';
import { IamReader } from '../../../src/core/verdict/iam-reader';
import { runInProcess } from '../run-in-process';

const READER: IamReader = { getRole: () => Promise.resolve({ arn: 'arn' }), simulate: () => Promise.resolve({ evaluations: [] }) };
const NEVER = new AbortController().signal;

/** The output during two calls. */
async function written(isTTY: boolean | undefined): Promise<{ text: string; calls: number }> {
  let text = '';
  const progress = new Progress({
    isTTY,
    write: (part) => {
      text += part;
    },
  });
  const reader = progress.counting(READER);
  await reader.getRole('Trainer', NEVER);
  await reader.simulate({ sourceArn: 'arn', actions: [], resources: [], context: [] }, NEVER);
  progress.clear();
  return { text, calls: progress.calls };
}

test('counts the calls in one line of a terminal, and removes it at the end', async () => {
  expect(await written(true)).toEqual({ text: '\r\u001b[Kasking AWS: 1 call\r\u001b[Kasking AWS: 2 calls\r\u001b[K', calls: 2 });
});

test.each([false, undefined])('writes nothing to anything else (%p), and counts the calls', async (isTTY) => {
  expect(await written(isTTY)).toEqual({ text: '', calls: 2 });
});

test('writes nothing in a pipeline', async () => {
  const { env } = await startAws();
  expect((await runInProcess(['validate', ...WORKLOAD], { env })).stderr).toBe('');
});
