import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { SageMakerExecutionRole, SageMakerFeature as F, SageMakerRoleType as T } from '../../../src';
import { rolesOf, TemplateRole } from '../../../testing/offline-iam/template-roles';
import { templateOf } from '../../../testing/template-of';
import { namedWorkload, PLACE } from '../../least-privilege/workloads';
import { runInProcess } from '../run-in-process';

const IN_PLACE = ['--account', PLACE.account, '--region', PLACE.region];
const SAGEMAKER_ARN = 'arn:aws:sagemaker:eu-west-1:111122223333';

/** The options for what `namedWorkload` names everywhere, by names and ARNs in turn. */
const NAMED = ['--bucket', 'own-bucket@111122223333/team/', '--key', 'own-key'];

/** Each role type with every feature, and the options for the other properties of `namedWorkload`. */
const CASES: [T, F[], string[]][] = [
  [T.TRAINING, [F.VPC, F.HUB, F.JUMPSTART, F.MODEL_REGISTRY, F.FUNCTIONS, F.MLFLOW, F.LINEAGE, F.TRAINING_JOBS, F.MULTIPART_UPLOAD,
    F.VOLUME_ENCRYPTION, F.PASS_ROLE], [
    '--repository', 'own-image', '--vpc', 'vpc-own', '--subnet', 'subnet-own', '--security-group', 'sg-own', '--pass-role', 'own-passed',
    '--function', 'own-function', '--model-package-group', 'own-group', '--mlflow-server', `${SAGEMAKER_ARN}:mlflow-tracking-server/own`,
    '--mlflow-server', `${SAGEMAKER_ARN}:mlflow-app/own`, '--metric-namespace', '/aws/sagemaker/*', '--resource-name-prefix', 'own-',
  ]],
  [T.SERVING, [F.ASYNC_INFERENCE, F.METRICS, F.MODEL_REGISTRY], [
    '--repository', 'arn:aws:ecr:eu-west-1:111122223333:repository/own-image', '--topic', 'arn:aws:sns:eu-west-1:111122223333:own-topic',
    '--function', 'own-function',
    '--model-package-group', 'own-group', '--metric-namespace', '/aws/sagemaker/*',
  ]],
  [T.PIPELINE, [F.CALLBACKS, F.FUNCTIONS, F.SCHEDULES], [
    '--pass-role', 'arn:aws:iam::111122223333:role/own-passed', '--function', 'arn:aws:lambda:eu-west-1:111122223333:function:own-function',
    '--queue', 'own-queue', '--pipeline', 'own-pipeline',
  ]],
  [T.FEATURE_STORE, [F.GLUE_CATALOG, F.OFFLINE_STORE], [
    '--glue-database', 'own_database', '--feature-group', 'own-features', '--resource-name-prefix', 'own-',
  ]],
  [T.BEDROCK, [F.JOB_OUTPUT], ['--function', 'own-function']],
  [T.HYPERPOD, [], ['--repository', 'own-image', '--metric-namespace', '/aws/sagemaker/*']],
  [T.MODEL_EVALUATION, [F.PASS_ROLE], [
    '--repository', 'own-image', '--pass-role', 'own-passed', '--metric-namespace', '/aws/sagemaker/*',
  ]],
];

const features = (names: readonly string[]) => ['--minimal', ...names.flatMap((name) => ['--feature', name])];

const statementsOf = (documents: readonly { readonly Statement: readonly { readonly Sid?: string }[] }[]) =>
  documents.flatMap(({ Statement }) => Statement).sort((one, other) => one.Sid! < other.Sid! ? -1 : 1);

/** The construct's documents for the same workloads, resolved like a deployment: with named scopes, and account-wide with the default features. */
const roles = new Map<string, TemplateRole>();
beforeAll(() => {
  const app = new App();
  const stacks = new Map(CASES.flatMap(([roleType, chosen]) => {
    const stack = (name: string) => new Stack(app, `${roleType.replace('_', '-')}-${name}`, { env: { region: PLACE.region, account: PLACE.account } });
    const named = stack('named');
    new SageMakerExecutionRole(named, 'Role', {
      ...namedWorkload(named, roleType, chosen),
      sourceArns: roleType === T.BEDROCK ? undefined : [`${SAGEMAKER_ARN}:*`],
    });
    const open = stack('open');
    new SageMakerExecutionRole(open, 'Role', { roleType, accountScopedTrust: false });
    return [[`${roleType} named`, named], [`${roleType} open`, open]] as [string, Stack][];
  }));
  stacks.forEach((stack, name) => roles.set(name, rolesOf(templateOf(stack), PLACE)[0]));
});

describe.each(CASES)('%s', (roleType, chosen, besides) => {
  test('has the statements of the construct with every property', async () => {
    const { arn, policies } = roles.get(`${roleType} named`)!;
    const { status, stdout, stderr } = await runInProcess(['policy', roleType, ...features(chosen), ...NAMED, ...besides, ...IN_PLACE, '--role', arn]);
    // Its pipelines and feature groups replace the prefix.
    const warning = 'warning: the role itself does nothing that --resource-name-prefix narrows: use it with --caller, or omit it\n';
    expect([status, stderr]).toEqual([0, roleType === T.FEATURE_STORE ? warning : '']);
    // In a template the partition may be longer, so that a statement may have to go into the next document.
    expect(statementsOf(JSON.parse(stdout))).toEqual(statementsOf(policies.map(({ document }) => document)));
  });

  test('has the documents of the construct without properties', async () => {
    const { arn, policies } = roles.get(`${roleType} open`)!;
    const { status, stdout, stderr } = await runInProcess(['policy', roleType, ...IN_PLACE, '--role', arn]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(policies.map(({ document }) => document));
    expect(stderr).toContain('warning: --bucket is omitted, so the role can use every bucket of this account: name each bucket\n');
  });

  test('has the trust policy of the construct, with and without its conditions', async () => {
    const narrow = ['--account', PLACE.account, ...roleType === T.BEDROCK ? [] : ['--source-arn', `${SAGEMAKER_ARN}:*`]];
    const named = await runInProcess(['trust', roleType, ...features(chosen), ...narrow]);
    expect({ ...named, stdout: JSON.parse(named.stdout) }).toEqual({ status: 0, stdout: roles.get(`${roleType} named`)!.trust, stderr: '' });
    const open = await runInProcess(['trust', roleType, '--no-account-condition']);
    expect(JSON.parse(open.stdout)).toEqual(roles.get(`${roleType} open`)!.trust);
  });
});

test('a trust policy has a statement for each service, and each source ARN on that of its own', async () => {
  const { stdout } = await runInProcess(['trust', 'feature-store', '--account', '111122223333', '--source-arn', 'arn:aws:scheduler:eu-west-1:111122223333:schedule/*']);
  expect(JSON.parse(stdout)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      },
      {
        Effect: 'Allow',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:scheduler:eu-west-1:111122223333:schedule/*' },
        },
      },
    ],
  });
});

test('a policy is in the place that the environment names, and in the partition of its region', async () => {
  const { stdout } = await runInProcess(
    ['policy', 'bedrock', '--minimal', '--feature', 'job-output', '--bucket', 'own@111122223333:wo', '--key', 'own-key', '--account', '111122223333'], { env: { AWS_REGION: 'us-gov-west-1' } });
  expect(JSON.parse(stdout)[0].Statement.map(({ Sid, Resource }: Record<string, string>) => [Sid, Resource])).toEqual([
    ['LocateBuckets', 'arn:aws-us-gov:s3:::own'],
    ['UseKeys', 'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/own-key'],
    ['WriteJobOutput', 'arn:aws-us-gov:s3:::own/*'],
  ]);
});

test('packs many buckets into documents that IAM accepts', async () => {
  const buckets = Array.from({ length: 200 }, (_, index) => ['--bucket', `${String(index).padStart(3, '0')}-${'b'.repeat(59)}@111122223333`]).flat();
  const { stdout, stderr } = await runInProcess(['policy', 'training', ...buckets, '--key', 'own', ...IN_PLACE]);
  const documents: unknown[] = JSON.parse(stdout);
  expect(documents.length).toBeGreaterThan(1);
  expect(documents.length).toBeLessThanOrEqual(10);
  documents.forEach((document) => expect(JSON.stringify(document).length).toBeLessThanOrEqual(6144));
  expect(stderr).not.toContain('managed policies');
});

test('warns about more documents than a role may have', async () => {
  const buckets = Array.from({ length: 400 }, (_, index) => ['--bucket', `${String(index).padStart(3, '0')}-${'b'.repeat(59)}@111122223333`]).flat();
  const { status, stdout, stderr } = await runInProcess(['policy', 'training', ...buckets, '--key', 'own', ...IN_PLACE]);
  const { length } = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(stderr).toContain(`warning: the role needs ${length} managed policies, but IAM allows 10 unless you raise the account's quota: use fewer buckets `
    + 'or fewer prefixes\n');
});

describe('files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'documents-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const PIPELINE = ['policy', 'pipeline', '--bucket', 'own@111122223333', ...IN_PLACE, '--role', 'team/own'];

  test('have one document each, the same as the printed ones', async () => {
    const out = join(folder, 'new/policies');
    expect(await runInProcess([...PIPELINE, '--out-dir', out])).toEqual({
      status: 0, stdout: `${join(out, 'pipeline-policy.json')}\n${join(out, 'pipeline-pass-role-policy.json')}\n`, stderr: '',
    });
    expect(readdirSync(out).sort()).toEqual(['pipeline-pass-role-policy.json', 'pipeline-policy.json']);
    const printed = JSON.parse((await runInProcess(PIPELINE)).stdout);
    expect(['pipeline-policy.json', 'pipeline-pass-role-policy.json'].map((name) => JSON.parse(readFileSync(join(out, name), 'utf8')))).toEqual(printed);
    expect(printed[1].Statement[0].Resource).toBe('arn:aws:iam::111122223333:role/team/own');
  });

  test('are overwritten, and surplus files of an earlier run cause a warning', async () => {
    for (const name of ['pipeline-policy.json', 'pipeline-policy-2.json', 'serving-policy-2.json']) {
      writeFileSync(join(folder, name), 'earlier');
    }
    const { status, stderr } = await runInProcess([...PIPELINE, '--out-dir', folder]);
    expect([status, stderr]).toEqual([0, `warning: ${join(folder, 'pipeline-policy-2.json')} is from an earlier run and no longer needed: delete it\n`]);
    expect(existsSync(join(folder, 'pipeline-policy-2.json'))).toBe(true);
    expect(readFileSync(join(folder, 'pipeline-policy.json'), 'utf8')).toContain('2012-10-17');
  });

  test('are rejected in one line if the folder is a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await runInProcess([...PIPELINE, '--out-dir', join(folder, 'file')])).toEqual({
      status: 64, stdout: '', stderr: `error: --out-dir ${JSON.stringify(join(folder, 'file'))} cannot be written to (EEXIST): use another folder\n`,
    });
  });
});
