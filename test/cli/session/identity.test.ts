import { accountOf, countsOf, READER, ROLE_ARN, startAws, TRAINER, WORKLOAD } from './offline-aws';
import { callerOf } from '../../../src/cli/session/caller';
import { OfflineRole } from '../../../testing/offline-iam/endpoint';
import { runInProcess } from '../run-in-process';

const VALIDATE = ['validate', ...WORKLOAD];
const ACCOUNT = '111122223333';

/** The output of `validate` about the caller's own role. */
async function checkOwn(caller: string, { role = TRAINER, deniedGetRole = false }: { role?: OfflineRole; deniedGetRole?: boolean } = {}) {
  const aws = await startAws({
    account: accountOf(role), caller, faults: (action) => deniedGetRole && action === 'GetRole' ? 'accessDenied' : undefined,
  });
  const { status, stdout, stderr } = await runInProcess([...VALIDATE, '--json'], { env: aws.env });
  const asked = [...new Set(aws.calls.flatMap(({ params }) => params.PolicySourceArn ?? []))];
  return { aws, status, stderr, asked, answer: stdout === '' ? undefined : JSON.parse(stdout) };
}

describe('the role of the caller', () => {
  test("is found from a session, with the path that the session's ARN lacks", async () => {
    const { status, asked, answer } = await checkOwn(`arn:aws:sts::${ACCOUNT}:assumed-role/Trainer/ann@example.com`);
    expect([status, answer.role, answer.notes]).toEqual([0, ROLE_ARN, []]);
    expect(asked).toEqual([ROLE_ARN]);
  });

  test('is found from a session whose name looks like a path', async () => {
    const { status, answer } = await checkOwn(`arn:aws:sts::${ACCOUNT}:assumed-role/Trainer/team/Other`);
    expect([status, answer.role]).toEqual([0, ROLE_ARN]);
  });

  test('is a role itself, whose ARN has the path', async () => {
    const { aws, status, answer } = await checkOwn(ROLE_ARN);
    expect([status, answer.role]).toEqual([0, ROLE_ARN]);
    // Only for the trust: the path is known.
    expect(countsOf(aws).GetRole).toBe(1);
  });

  test('may be a role of IAM Identity Center', async () => {
    const name = 'AWSReservedSSO_DataScientist_0123456789abcdef';
    const path = '/aws-reserved/sso.amazonaws.com/eu-west-1/';
    const { status, answer } = await checkOwn(`arn:aws:sts::${ACCOUNT}:assumed-role/${name}/ann@example.com`, { role: { ...TRAINER, name, path } });
    expect([status, answer.role]).toEqual([0, `arn:aws:iam::${ACCOUNT}:role${path}${name}`]);
  });

  test('gets no path without iam:GetRole, and a note says so', async () => {
    const { status, asked, answer } = await checkOwn(`arn:aws:sts::${ACCOUNT}:assumed-role/Trainer/session`, {
      role: { ...TRAINER, path: '/' }, deniedGetRole: true,
    });
    expect(answer.notes).toEqual(['iam:GetRole is denied, so the path of role Trainer is unknown: the result is for a role without a path']);
    expect(asked).toEqual([`arn:aws:iam::${ACCOUNT}:role/Trainer`]);
    expect(answer).not.toHaveProperty('roleArn');
    // All is allowed, and the trust is not known.
    expect([status, answer.findings.map(({ reason }: { reason: string }) => reason)]).toEqual([2, ['CANNOT_READ_TRUST']]);
  });

  test('is INVALID without iam:GetRole if it has no path', async () => {
    const { status, answer } = await checkOwn(`arn:aws:sts::${ACCOUNT}:assumed-role/Trainer/session`, {
      role: { ...READER, path: '/' }, deniedGetRole: true,
    });
    expect([status, answer.verdict]).toEqual([1, 'INVALID']);
  });

  test('is INCONCLUSIVE without iam:GetRole if it has a path', async () => {
    const { status, answer } = await checkOwn(`arn:aws:sts::${ACCOUNT}:assumed-role/Trainer/session`, { role: READER, deniedGetRole: true });
    expect([status, answer.verdict]).toEqual([2, 'INCONCLUSIVE']);
    expect(new Set(answer.findings.map(({ reason }: { reason: string }) => reason))).toEqual(new Set(['CANNOT_READ_TRUST', 'CANNOT_SIMULATE']));
  });

  test('is INVALID if it was deleted, and a note says so', async () => {
    const { status, answer } = await checkOwn(`arn:aws:sts::${ACCOUNT}:assumed-role/Deleted/session`);
    expect([status, answer.findings.map(({ reason }: { reason: string }) => reason)]).toEqual([1, ['ROLE_NOT_FOUND']]);
    expect(answer.notes).toEqual([
      'iam:GetRole knows no role of this name, so the path of role Deleted is unknown: the result is for a role without a path',
    ]);
  });

  test('is of the partition of the caller', async () => {
    const { asked } = await checkOwn(`arn:aws-cn:sts::${ACCOUNT}:assumed-role/Trainer/session`, { deniedGetRole: true });
    expect(asked).toEqual([`arn:aws-cn:iam::${ACCOUNT}:role/Trainer`]);
  });

  test('has its note in the text as well', async () => {
    const { env } = await startAws({ faults: (action) => action === 'GetRole' ? 'accessDenied' : undefined });
    const { stdout } = await runInProcess(VALIDATE, { env });
    expect(stdout).toContain('\nnote: iam:GetRole is denied, so the path of role Trainer is unknown');
  });
});

test.each([
  ['the IAM user', `arn:aws:iam::${ACCOUNT}:user/team/Ann`],
  ['the root user', `arn:aws:iam::${ACCOUNT}:root`],
  ['the federated user', `arn:aws:sts::${ACCOUNT}:federated-user/Ann`],
])('rejects %s as the caller without --role', async (words, caller) => {
  const { aws, status, stderr, answer } = await checkOwn(caller);
  expect([status, answer]).toEqual([64, undefined]);
  expect(stderr).toBe(`error: there is no role to validate: the caller is ${words} ${caller}, and SageMaker assumes only roles. Use --role, `
    + 'or the credentials of a role with --profile\n');
  expect(countsOf(aws)).toEqual({ GetCallerIdentity: 1 });
});

test('a user may validate a role by its name', async () => {
  const { env } = await startAws({ caller: `arn:aws:iam::${ACCOUNT}:user/Ann` });
  expect((await runInProcess([...VALIDATE, '--role', 'Trainer'], { env })).status).toBe(0);
});

test.each([
  ['arn:aws:sts::111122223333:assumed-role/Trainer/session', 'role', 'Trainer'],
  ['arn:aws:iam::111122223333:role/a/b/Trainer', 'role', 'Trainer'],
  ['arn:aws:iam::111122223333:user/a/Ann', 'user', 'Ann'],
  ['arn:aws:iam::111122223333:root', 'root', 'root'],
  ['arn:aws-us-gov:sts::111122223333:federated-user/Ann', 'federated', 'Ann'],
  ['arn:aws:sts::111122223333:unheard/of', 'other', 'unheard/of'],
  ['nothing', 'other', ''],
])('%s is a %s, whose name is %s', (arn, kind, name) => {
  const caller = callerOf(arn);
  expect([caller.kind, caller.name, caller.arn]).toEqual([kind, name, arn]);
});
