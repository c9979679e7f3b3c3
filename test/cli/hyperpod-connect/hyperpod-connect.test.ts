import { useVirtualTime } from '../../../testing/clock/virtual-time';
import { FULL_AWS_ACCESS, OfflineRole, OfflineStatement } from '../../../testing/offline-iam/endpoint';
import { runInProcess } from '../run-in-process';
import { ACCOUNT, accountOf, countsOf, document, NOTHING, SESSION_ARN, startAws, TRAINER } from '../session/offline-aws';

const CLUSTER = `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:cluster/a1b2c3d4e5f6`;
const EKS = `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/training`;
const CONNECT = ['hyperpod-connect', '--cluster', CLUSTER, '--eks-cluster', EKS];
const NOT_CHECKED = "not checked: session policies, resource control policies, policies of VPC endpoints, the cluster's own access entries in Kubernetes\n";

useVirtualTime();

const allow = (actions: string[], resource: string): OfflineStatement => ({ Effect: 'Allow', Action: actions, Resource: resource });
const DESCRIBING = allow(['sagemaker:DescribeCluster'], CLUSTER);
const REACHING = allow(['eks:AccessKubernetesApi', 'eks:DescribeCluster'], EKS);
const scientist = (...statements: OfflineStatement[]): OfflineRole => ({
  ...TRAINER, trust: undefined, policies: statements.length === 0 ? [] : [{ id: 'Own', document: document(...statements) }],
});

describe('the result', () => {
  test('is true for a caller with the three permissions', async () => {
    const { env } = await startAws({ account: accountOf(scientist(DESCRIBING, REACHING)) });
    expect(await runInProcess([...CONNECT, '--strict'], { env })).toEqual({
      status: 0, stdout: `true: ${SESSION_ARN} can connect to HyperPod\n${NOT_CHECKED}`, stderr: '',
    });
  });

  test('is false without a permission, and has the policy to attach', async () => {
    const { env } = await startAws({ account: accountOf(scientist(DESCRIBING)) });
    expect(await runInProcess(CONNECT, { env })).toEqual({
      status: 0,
      stdout: `false: ${SESSION_ARN} can't connect to HyperPod\n`
        + `  it lacks eks:AccessKubernetesApi, eks:DescribeCluster on ${EKS}\n`
        + 'attach this to the role Trainer:\n'
        + `${JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['eks:AccessKubernetesApi', 'eks:DescribeCluster'], Resource: [EKS] }],
        }, undefined, 2)}\n`
        + NOT_CHECKED,
      stderr: '',
    });
  });

  test('is true after the policy is attached', async () => {
    let role = scientist();
    const { env } = await startAws({ account: () => accountOf(role) });
    const { policy, missing } = JSON.parse((await runInProcess([...CONNECT, '--json'], { env })).stdout);
    expect(missing).toEqual([
      { action: 'sagemaker:DescribeCluster', resource: CLUSTER },
      { action: 'eks:AccessKubernetesApi', resource: EKS },
      { action: 'eks:DescribeCluster', resource: EKS },
    ]);
    role = scientist(...policy.Statement);
    expect(JSON.parse((await runInProcess([...CONNECT, '--json'], { env })).stdout)).toMatchObject({ connects: true, missing: [] });
  });

  test('names a boundary and a Deny, without a policy that would not help', async () => {
    const held: OfflineRole = {
      ...scientist(DESCRIBING, REACHING, { Effect: 'Deny', Action: 'sagemaker:DescribeCluster', Resource: '*' }),
      boundary: { id: 'Bound', document: document(allow(['sagemaker:*', 'eks:DescribeCluster'], '*')) },
    };
    const { env } = await startAws({ account: accountOf(held) });
    const { stdout } = await runInProcess(CONNECT, { env });
    expect(stdout).toBe(`false: ${SESSION_ARN} can't connect to HyperPod\n`
      + `  its permissions boundary doesn't allow eks:AccessKubernetesApi on ${EKS}\n`
      + `  a Deny statement applies to sagemaker:DescribeCluster on ${CLUSTER} (denied by Own)\n`
      + NOT_CHECKED);
  });

  test('is unknown with the reason', async () => {
    const scps = [[{ document: FULL_AWS_ACCESS }, { document: document({ Effect: 'Deny', Action: 'eks:AccessKubernetesApi', Resource: '*' }) }]];
    const { env } = await startAws({ account: { ...accountOf(scientist(DESCRIBING, REACHING)), scps } });
    expect((await runInProcess(CONNECT, { env })).stdout).toBe(`unknown: can't confirm that ${SESSION_ARN} can connect to HyperPod\n`
      + `  a service control policy, perhaps with conditions, denies eks:AccessKubernetesApi on ${EKS}\n`
      + NOT_CHECKED);
  });

  test('lists a missing permission and an unknown one', async () => {
    const scps = [[{ document: FULL_AWS_ACCESS }, { document: document({ Effect: 'Deny', Action: 'eks:AccessKubernetesApi', Resource: '*' }) }]];
    const { env } = await startAws({ account: { ...accountOf(scientist(REACHING)), scps } });
    expect((await runInProcess(CONNECT, { env })).stdout.split('\n').slice(0, 5)).toEqual([
      `false: ${SESSION_ARN} can't connect to HyperPod`,
      `  it lacks sagemaker:DescribeCluster on ${CLUSTER}`,
      'not known:',
      `  a service control policy, perhaps with conditions, denies eks:AccessKubernetesApi on ${EKS}`,
      'attach this to the role Trainer:',
    ]);
  });

  test('needs no iam:GetRole for a role without a path', async () => {
    const { env } = await startAws({
      account: accountOf({ ...scientist(DESCRIBING, REACHING), path: '/' }), faults: (action) => action === 'GetRole' ? 'accessDenied' : undefined,
    });
    const { stdout } = await runInProcess([...CONNECT, '--json'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ connects: true, notes: [expect.stringContaining('so the path of role Trainer is unknown')] });
  });

  test('needs no iam:GetRole for an IAM user', async () => {
    const arn = `arn:aws:iam::${ACCOUNT}:user/team/Ann`;
    const aws = await startAws({ account: accountOf({ ...scientist(DESCRIBING), name: 'Ann', arn }), caller: arn });
    const { stdout } = await runInProcess(CONNECT, { env: aws.env });
    expect(stdout).toContain(`false: ${arn} can't connect to HyperPod\n`);
    expect(stdout).toContain('attach this to the user Ann:\n');
    expect(countsOf(aws)).toEqual({ GetCallerIdentity: 1, SimulatePrincipalPolicy: 2 });
  });

  test('names the permission set for a role of IAM Identity Center', async () => {
    const name = 'AWSReservedSSO_Data_Scientist_0123456789abcdef';
    const { env } = await startAws({
      account: accountOf({ ...scientist(), name, path: '/aws-reserved/sso.amazonaws.com/' }), caller: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/ann`,
    });
    expect((await runInProcess(CONNECT, { env })).stdout).toContain('attach this to the permission set Data_Scientist in IAM Identity Center:\n');
  });

  test.each([
    ['the root user', `arn:aws:iam::${ACCOUNT}:root`],
    ['the federated user', `arn:aws:sts::${ACCOUNT}:federated-user/Ann`],
  ])('is unknown for %s, which IAM does not simulate', async (words, caller) => {
    const aws = await startAws({ caller });
    expect((await runInProcess(CONNECT, { env: aws.env })).stdout).toBe(`unknown: can't confirm that ${caller} can connect to HyperPod\n`
      + `  IAM simulates roles and users, and the caller is ${words} ${caller}\n${NOT_CHECKED}`);
    expect(countsOf(aws)).toEqual({ GetCallerIdentity: 1 });
  });
});

describe('the exit code', () => {
  const ROLES: [string, OfflineRole, number][] = [
    ['true', scientist(DESCRIBING, REACHING), 0],
    ['false', scientist(), 1],
    ['unknown', scientist(DESCRIBING, { ...REACHING, Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }), 2],
  ];
  test.each(ROLES)('is 0 for %s, and the result with --strict', async (word, role, strict) => {
    const { env } = await startAws({ account: accountOf(role) });
    const lenient = await runInProcess(CONNECT, { env });
    expect([lenient.stdout.split(':')[0], lenient.status]).toEqual([word, 0]);
    expect((await runInProcess([...CONNECT, '--strict'], { env })).status).toBe(strict);
  });

  test('depends on --context', async () => {
    const { env } = await startAws({ account: accountOf(ROLES[2][1]) });
    expect((await runInProcess([...CONNECT, '--strict', '--context', 'aws:SourceVpc=vpc-1'], { env })).status).toBe(0);
  });
});

test('prints one JSON document for pipelines', async () => {
  const { env } = await startAws({ account: accountOf(scientist(REACHING)) });
  const { stdout, stderr } = await runInProcess([...CONNECT, '--json'], { env });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    connects: false,
    verdict: 'INVALID',
    caller: SESSION_ARN,
    region: 'eu-west-1',
    missing: [{ action: 'sagemaker:DescribeCluster', resource: CLUSTER }],
    policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['sagemaker:DescribeCluster'], Resource: [CLUSTER] }],
    },
    findings: [{ verdict: 'INVALID', reason: 'MISSING_PERMISSION', subject: 'sagemaker:DescribeCluster', resource: CLUSTER }],
    notChecked: ['session policies', 'resource control policies', 'policies of VPC endpoints', "the cluster's own access entries in Kubernetes"],
    calls: 3,
    notes: [],
  });
});

test('--help names every field of the document', async () => {
  const { env } = await startAws({ account: accountOf(scientist(REACHING)) });
  const fields = Object.keys(JSON.parse((await runInProcess([...CONNECT, '--json'], { env })).stdout));
  expect(fields).toHaveLength(11);
  const { stdout } = await runInProcess(['hyperpod-connect', '--help']);
  const reported: readonly string[] = /^The JSON has (.*?)\n\n/ms.exec(stdout)?.[1].match(/\w+/g) ?? [];
  expect([...fields, 'action', 'reason', 'subject', 'resource', 'detail'].filter((field) => !reported.includes(field))).toEqual([]);
});

describe('the clusters', () => {
  const HINT = 'without --cluster and --eks-cluster, the result is about every cluster of the account: use both for a definite result';
  const BY_NAME = 'IAM knows HyperPod clusters by their ID, not by a name such as ml-cluster, so the result is about every cluster of the account: '
    + 'use the ARN for a definite result';

  test.each([
    [[], [HINT]],
    [['--cluster', 'ml-cluster', '--eks-cluster', 'training'], [BY_NAME]],
    [['--cluster', 'ml-cluster'], [BY_NAME, HINT]],
  ])('make the result unknown if they have no ARN: %j', async (options, notes) => {
    const { env } = await startAws({ account: accountOf(scientist(DESCRIBING, REACHING)) });
    const { stdout } = await runInProcess(['hyperpod-connect', ...options, '--json'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ connects: null, missing: [], notes });
  });

  test('may be omitted by a caller who can connect to any cluster', async () => {
    const { env } = await startAws({ account: accountOf(scientist(allow(['sagemaker:DescribeCluster', 'eks:*'], '*'))) });
    const { stdout } = await runInProcess(['hyperpod-connect', '--cluster', 'ml-cluster', '--json'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ connects: true, notes: [] });
  });

  test('of EKS may be given by name', async () => {
    const { env } = await startAws({ account: accountOf(scientist(DESCRIBING, REACHING)) });
    const { stdout } = await runInProcess(['hyperpod-connect', '--cluster', CLUSTER, '--eks-cluster', 'training', '--json'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ connects: true });
  });

  test('set the Region of the requests', async () => {
    const aws = await startAws({ account: accountOf(scientist(DESCRIBING, REACHING)) });
    const { AWS_REGION: _, ...env } = aws.env;
    const { stdout } = await runInProcess([...CONNECT, '--json'], { env: { ...env, AWS_REGION: 'us-east-1' } });
    expect(JSON.parse(stdout)).toMatchObject({ connects: true, region: 'eu-west-1' });
  });
});

describe('a failure', () => {
  test.each([
    ['a cluster of another service', ['--cluster', EKS], '--cluster is'],
    ['an EKS cluster of another service', ['--eks-cluster', CLUSTER], '--eks-cluster is'],
    ['two regions', ['--cluster', CLUSTER, '--region', 'us-east-1'], '--cluster is in the Region eu-west-1, but --region is us-east-1: use one Region'],
    ['clusters of two regions', ['--cluster', CLUSTER, '--eks-cluster', EKS.replace('eu-west-1', 'eu-west-2')],
      '--eks-cluster is in the Region eu-west-2, but --cluster is in eu-west-1: use one Region'],
    ['no credentials', ['--region', 'eu-west-1'], 'there are no AWS credentials'],
  ])('fails with %s', async (_, options, message) => {
    const { status, stdout, stderr } = await runInProcess(['hyperpod-connect', ...options], { env: NOTHING });
    expect([status, stdout]).toEqual([64, '']);
    expect(stderr).toMatch(/^error: .*\n$/);
    expect(stderr).toContain(message);
  });

  test.each([
    ['another account', '--cluster', CLUSTER.replace(ACCOUNT, '999988887777'), `is a cluster of account 999988887777, but your credentials are of account ${ACCOUNT}: use a cluster of that account`],
    ['another account', '--eks-cluster', EKS.replace(ACCOUNT, '999988887777'), `is a cluster of account 999988887777, but your credentials are of account ${ACCOUNT}: use a cluster of that account`],
    ['another partition', '--cluster', CLUSTER.replace('arn:aws:', 'arn:aws-cn:'), 'is in the partition aws-cn, but your credentials are in aws: use a cluster of that partition'],
  ])('rejects a cluster of %s (%s), even for an administrator', async (_, option, cluster, message) => {
    const { env } = await startAws({ account: accountOf(scientist(allow(['sagemaker:*', 'eks:*'], '*'))) });
    expect(await runInProcess(['hyperpod-connect', option, cluster], { env })).toEqual({ status: 64, stdout: '', stderr: `error: ${cluster} ${message}\n` });
  });

  test('is unknown without iam:SimulatePrincipalPolicy', async () => {
    const { env } = await startAws({ account: accountOf(scientist(DESCRIBING, REACHING)), faults: (action) => action === 'SimulatePrincipalPolicy' ? 'accessDenied' : undefined });
    const { status, stdout } = await runInProcess([...CONNECT, '--strict'], { env });
    expect([status, stdout.split(':')[0]]).toEqual([2, 'unknown']);
    expect(stdout).toContain('is not authorized to perform: iam:SimulatePrincipalPolicy');
  });

  test.each(['silence', 'throttle'] as const)('is unknown if STS only answers with %s', async (fault) => {
    const { env } = await startAws({ faults: () => fault });
    const { status, stdout } = await runInProcess([...CONNECT, '--timeout', '6'], { env });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^unknown: can't confirm that the caller can connect to HyperPod\n {2}can't validate the caller \(.+\)\n/);
  });

  test('fails with credentials that have expired', async () => {
    const { env } = await startAws({ faults: () => ({ error: { status: 403, code: 'ExpiredToken' } }) });
    const { status, stderr } = await runInProcess(CONNECT, { env });
    expect([status, stderr]).toEqual([64, expect.stringContaining('the AWS credentials have expired')]);
  });
});

test('--help names the options, the exit codes and the permissions', async () => {
  const { status, stdout, stderr } = await runInProcess(['hyperpod-connect', '--help']);
  expect([status, stderr]).toEqual([0, '']);
  for (const part of ['--cluster', '--eks-cluster', '--strict', '--context', '--profile', '--region', '--timeout', '--json', '1 for false and 2', 'iam:SimulatePrincipalPolicy']) {
    expect(stdout.replace(/\s+/g, ' ')).toContain(part);
  }
});
