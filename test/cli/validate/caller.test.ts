import { useVirtualTime } from '../../../testing/clock/virtual-time';
import { OfflineRole, OfflineStatement } from '../../../testing/offline-iam/endpoint';
import { runInProcess } from '../run-in-process';
import { ACCOUNT, accountOf, document, SESSION_ARN, startAws, TRAINER } from '../session/offline-aws';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/ml/execution`;
const ASKED = ['validate', '--caller', '--type', 'training', '--resource-name-prefix', 'team-'];

useVirtualTime();

/** The policy that the command line writes for such a caller. */
async function callerPolicy(): Promise<OfflineStatement[]> {
  const { stdout } = await runInProcess([
    'policy', 'training', '--caller', '--resource-name-prefix', 'team-', '--role', ROLE, '--account', ACCOUNT, '--region', 'eu-west-1',
  ]);
  return JSON.parse(stdout).flatMap(({ Statement }: { Statement: OfflineStatement[] }) => Statement);
}

const scientist = (statements: readonly OfflineStatement[]): OfflineRole =>
  ({ ...TRAINER, trust: undefined, policies: [{ id: 'Own', document: document(...statements) }] });
const execution: OfflineRole = { ...TRAINER, name: 'execution', path: '/ml/' };
const withoutAction = (statements: readonly OfflineStatement[], action: string) => statements
  .map((statement) => ({ ...statement, Action: [statement.Action ?? []].flat().filter((one) => one !== action) }))
  .filter(({ Action }) => Action.length > 0);

test.each([['its ARN', ROLE], ['its name', 'execution']])('a caller with the written policy may start the workload with a role, by %s', async (_, role) => {
  const statements = await callerPolicy();
  const { env } = await startAws({ account: accountOf(scientist(statements), execution) });
  const { status, stdout } = await runInProcess([...ASKED, '--role', role], { env });
  expect([status, stdout.split('\n')[0]]).toEqual([0, `true: ${SESSION_ARN} can start a training workload with the role ${role}`]);
});

test('a caller that may pass another role only gets the statement to add', async () => {
  const statements = JSON.parse(JSON.stringify(await callerPolicy()).replaceAll('role/ml/execution', 'role/ml/other'));
  const { env } = await startAws({ account: accountOf(scientist(statements), execution) });
  const { status, stdout } = await runInProcess([...ASKED, '--role', ROLE, '--json'], { env });
  const answer = JSON.parse(stdout);
  expect([status, answer.starts, answer.missing]).toEqual([1, false, [{ action: 'iam:PassRole', resource: ROLE }]]);
  expect(answer.policy.Statement).toEqual([{
    Effect: 'Allow', Action: ['iam:PassRole'], Resource: [ROLE], Condition: { StringEquals: { 'iam:PassedToService': ['sagemaker.amazonaws.com'] } },
  }]);
});

test.each([
  ['sagemaker:CreateTrainingJob', 1, 'false'],
  ['sagemaker:StopTrainingJob', 0, 'true'],
  ['sagemaker:ListTrainingJobs', 0, 'true'],
  ['sagemaker:CreateHyperParameterTuningJob', 0, 'true'],
])('without %s the exit code is %i', async (action, exitCode, first) => {
  const { env } = await startAws({ account: accountOf(scientist(withoutAction(await callerPolicy(), action)), execution) });
  const { status, stdout } = await runInProcess([...ASKED, '--role', ROLE], { env });
  expect([status, stdout.split(':')[0]]).toEqual([exitCode, first]);
});

test.each([
  [['validate', '--caller', '--role', ROLE], 'error: --caller needs --type, the role type: add it\n'],
  [['validate', '--caller', '--type', 'training'], 'error: --caller needs --role, the role that you pass: add it\n'],
  [['validate', '--caller', '--type', 'hyperpod', '--role', ROLE], 'error: no call of AWS starts a workload of type hyperpod: use sagemaker-role hyperpod-connect\n'],
  [['policy', 'training', '--caller', '--account', ACCOUNT, '--region', 'eu-west-1'], 'error: --caller needs --role, the role that the caller passes: add it\n'],
  [['policy', 'hyperpod', '--caller', '--role', ROLE, '--account', ACCOUNT, '--region', 'eu-west-1'],
    'error: no call of AWS starts a workload of type hyperpod: use sagemaker-role hyperpod-connect\n'],
])('rejects %j', async (args, stderr) => {
  expect(await runInProcess(args)).toEqual({ status: 64, stdout: '', stderr });
});
