import { SageMakerRoleType } from '../../../src';
import { knownScopes } from '../../../testing/workload/known-scopes';
import { unnamedFeatures } from '../../../testing/workload/unnamed-features';
import { ACTION_COUNTS } from '../../action-counts';
import { policyFile } from '../../policies/policy-file';
import { runInProcess } from '../run-in-process';

async function previewed(...args: string[]) {
  const { status, stdout, stderr } = await runInProcess(['actions', ...args, '--json']);
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** The figures of docs/guide.md, by the names that the command line takes. */
const COUNTS = ACTION_COUNTS.map(([roleType, ...counts]) => [roleType.replace(/_/g, '-'), ...counts] as const);

describe.each(COUNTS)('%s', (roleType, least, byDefault) => {
  test('has as many actions as the README says', async () => {
    const workload = [roleType, ...'buckets' in knownScopes(roleType.replace(/-/g, '_'), { buckets: [] }) ? ['--bucket', 'own-bucket', '--key', 'own-key'] : []];
    expect((await previewed(...workload, '--minimal')).actions).toHaveLength(least);
    expect((await previewed(...workload)).actions).toHaveLength(byDefault);
  });

  test('shows what its policy file says, with every feature', async () => {
    const { features, statements, trust } = policyFile(roleType.replace(/-/g, '_'));
    const all = unnamedFeatures(roleType.replace(/-/g, '_') as SageMakerRoleType);
    const shown = await previewed(roleType, '--minimal', ...all.flatMap((feature) => ['--feature', feature]));
    expect(shown).toMatchObject({ version: 1, roleType: roleType.replace(/-/g, '_'), features: all });
    expect([...all, ...shown.otherFeatures].sort()).toEqual(Object.keys(features).sort());
    expect(shown.trust).toEqual(trust.map(({ sourceTypes, undocumentedConditions, alsoActions = [], ...shownOnes }) =>
      ({ ...shownOnes, actions: ['sts:AssumeRole', ...alsoActions.map(({ action }) => action)] })));
    expect(shown.statements.length).toBeGreaterThan(0);
    for (const { sid, feature, actions, resources, why, source } of shown.statements) {
      const [written] = statements.filter((statement) => statement.sid === sid);
      expect({ sid, feature, why, source }).toEqual({ sid: written.sid, feature: written.feature, why: written.why, source: written.source });
      expect(written.actions).toEqual(expect.arrayContaining(actions));
      if (written.resources.every((resource) => !/^\{(?!role\})\w+\}$/.test(resource))) {
        // Only a region says whether AWS has this bucket there.
        const anywhere = written.resources.filter((resource) => !resource.includes('sagemaker-sd-models'));
        expect(resources).toEqual(anywhere.map((resource) => resource.replace('{resourceNamePrefix}', '')));
      }
    }
  });

  test('has the actions of the statements that belong to no feature, and of no other, without features', async () => {
    const { statements } = policyFile(roleType.replace(/-/g, '_'));
    // The minimum of a Studio role grants nothing without a bucket, which is an error.
    const { actions } = await previewed(roleType, '--minimal', ...roleType === 'studio' ? ['--bucket', 'own-bucket'] : []);
    const anywhere = statements.filter(({ feature }) => !feature).flatMap((statement) => statement.actions);
    // A statement for named resources, such as keys or prefixes, is omitted here.
    expect(anywhere).toEqual(expect.arrayContaining(actions));
    const certain = statements.filter(({ feature, resources }) => !feature && resources.every((resource) => !/^\{\w+\}$/.test(resource)))
      .flatMap((statement) => statement.actions);
    expect(actions).toEqual(expect.arrayContaining(certain));
  });
});

test('a role type may be typed as its enum member, as its file or with dashes', async () => {
  const [one, ...others] = await Promise.all(['FEATURE_STORE', 'feature_store', 'feature-store', 'Feature-Store'].map((typed) => previewed(typed)));
  expect(one.roleType).toEqual('feature_store');
  others.forEach((other) => expect(other).toEqual(one));
});

test('adds a feature to the default ones, and says which feature comes from where', async () => {
  const { features, featureOrigins } = await previewed('serving', '--feature', 'DATA-CAPTURE', '--feature', 'jumpstart');
  expect(features).toEqual(['model_registry', 'jumpstart', 'data_capture']);
  expect(featureOrigins).toEqual({ model_registry: 'default', jumpstart: 'stated', data_capture: 'stated' });
});

test('the JSON has the fields that its help documents', async () => {
  const shown = await previewed('training', '--minimal');
  expect(Object.keys(shown)).toEqual(['version', 'roleType', 'summary', 'features', 'featureOrigins', 'otherFeatures', 'actions', 'trust', 'statements']);
  expect(shown.statements[0]).toEqual({
    sid: 'ReadAndWriteObjects',
    actions: ['s3:GetObject', 's3:PutObject'],
    resources: ['arn:{partition}:s3:::*/*'],
    conditions: { StringEquals: { 'aws:ResourceAccount': '{account}' } },
    warnings: ['allBuckets'],
    why: 'Reads the input and writes the output and the checkpoints of the workload.',
    source: [
      'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms',
      'SageMaker Python SDK v3: role SageMaker-AutoRole-Training',
    ],
  });
  expect(shown.actions).toEqual([...shown.actions].sort());
});

test('shows named resources instead of placeholders', async () => {
  const { stdout } = await runInProcess([
    'actions', 'bedrock', '--minimal', '--bucket', 'own@444455556666/models/:ro', '--key', 'own-key', '--account', '111122223333', '--region', 'cn-north-1',
  ]);
  expect(stdout).toEqual(`bedrock: Amazon Bedrock: model import, customization and evaluation
5 actions in 4 statements

default   none
stated    none
further   model_registry, job_output, automatic_evaluation, judge_evaluation,
          model_encryption, vpc, distillation, batch_inference,
          knowledge_base_evaluation

Trusts bedrock.amazonaws.com
  Amazon Bedrock assumes the role to run the job.

ReadObjects
  Reads the training data and model artifacts.
  allow  s3:GetObject
  on     arn:aws-cn:s3:::own/models/*
  if     aws:ResourceAccount StringEquals 444455556666

ListPrefix
  Lists the objects under a prefix, if the workload may read only that prefix of
  the bucket.
  allow  s3:ListBucket
  on     arn:aws-cn:s3:::own
  if     s3:prefix StringLike models or models/*
  and    aws:ResourceAccount StringEquals 444455556666

LocateBuckets
  Finds the region of a bucket that the workload may not list without a prefix.
  allow  s3:GetBucketLocation
  on     arn:aws-cn:s3:::own
  if     aws:ResourceAccount StringEquals 444455556666

UseKeys
  Reads and writes data that is encrypted with a customer managed key.
  allow  kms:Decrypt, kms:GenerateDataKey
  on     arn:aws-cn:kms:cn-north-1:111122223333:key/own-key
`);
});

test('binds keys to services, takes a network of another account, and keeps ARNs unchanged', async () => {
  const shown = await previewed(
    'training', '--key', 'arn:aws:kms:us-east-1:444455556666:key/theirs', '--key-via-service-only', '--vpc', 'vpc-1', '--subnet', 'subnet-1',
    '--security-group', 'sg-1', '--vpc-owner', '444455556666', '--bucket', 'arn:aws:s3:::own/in/:wo', '--account', '111122223333', '--region', 'eu-west-1',
  );
  const withSid = (sid: string) => shown.statements.find((statement: { readonly sid: string }) => statement.sid === sid);
  expect(withSid('UseKeys')).toMatchObject({
    resources: ['arn:aws:kms:us-east-1:444455556666:key/theirs'],
    conditions: { StringEquals: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com', 'sagemaker.eu-west-1.amazonaws.com'] } },
  });
  expect(withSid('WriteObjects').resources).toEqual(['arn:aws:s3:::own/in/*']);
  const networks = shown.statements.flatMap(({ resources }: { readonly resources: string[] }) => resources).filter((arn: string) => arn.includes(':ec2:'));
  expect(networks).toEqual(expect.arrayContaining([
    'arn:aws:ec2:eu-west-1:444455556666:subnet/subnet-1', 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
  ]));
});

test.each([
  ['own/a:b:ro', 'arn:aws:s3:::own/a:b*', 'ReadObjects'],
  ['s3://own/a:ro/:wo', 'arn:aws:s3:::own/a:ro/*', 'WriteObjects'],
  ['arn:aws:s3:::own/a:b :rw', 'arn:aws:s3:::own/a:b *', 'ReadAndWriteObjects'],
])('takes the part before the last colon of %s for the prefix', async (bucket, resource, sid) => {
  const { statements } = await previewed('training', '--minimal', '--region', 'eu-west-1', '--bucket', bucket);
  expect(statements[0]).toMatchObject({ sid, resources: [resource] });
});

test.each([
  ['reward', ['arn:aws:lambda:eu-west-1:111122223333:function:reward', 'arn:aws:lambda:eu-west-1:111122223333:function:reward:*']],
  ['reward:prod', ['arn:aws:lambda:eu-west-1:111122223333:function:reward:prod']],
  ['reward:$LATEST', ['arn:aws:lambda:eu-west-1:111122223333:function:reward:$LATEST']],
  ['arn:aws:lambda:eu-west-1:111122223333:function:reward:prod', ['arn:aws:lambda:eu-west-1:111122223333:function:reward:prod']],
])('--function %s includes versions and aliases only of a function', async (given, resources) => {
  const { statements } = await previewed(
    'pipeline', '--minimal', '--feature', 'functions', '--function', given, '--account', '111122223333', '--region', 'eu-west-1',
  );
  expect(statements.find(({ sid }: { readonly sid: string }) => sid === 'InvokeFunctions').resources).toEqual(resources);
});

test('distinguishes an alias from its function without a place', async () => {
  const { statements } = await previewed('pipeline', '--minimal', '--feature', 'functions', '--function', 'reward:prod', '--function', 'step');
  expect(statements.find(({ sid }: { readonly sid: string }) => sid === 'InvokeFunctions').resources).toEqual([
    'arn:{partition}:lambda:{region}:{account}:function:step',
    'arn:{partition}:lambda:{region}:{account}:function:step:*',
    'arn:{partition}:lambda:{region}:{account}:function:reward:prod',
  ]);
});

test('the text lists account-wide access, and the options that narrow it', async () => {
  const { stdout } = await runInProcess(['actions', 'pipeline', '--minimal', '--feature', 'callbacks', '--feature', 'metrics']);
  expect(stdout).toContain('\n  on     arn:{partition}:sqs:{region}:{account}:*\n');
  expect(stdout).toContain('--metric-namespace to limit');
  expect(stdout.split('\n').slice(stdout.split('\n').indexOf('Account-wide access'))).toEqual([
    'Account-wide access',
    '  --bucket is omitted, so the role can use every bucket of this account: name',
    '    each bucket',
    '  --queue is omitted, so the role can send to every SQS queue of this account',
    '    and Region: name each queue',
    '',
  ]);
});

test('the text escapes control characters of names', async () => {
  const { stdout } = await runInProcess([
    'actions', 'bedrock', '--minimal', '--no-keys', '--account', '111122223333', '--region', 'eu-west-1', '--bucket', 'own/two  spaces\u009b2J/:ro',
  ]);
  expect(stdout).toContain('\n  on     arn:aws:s3:::own/two  spaces\\u009b2J/*\n');
  expect(stdout).toContain('\n  if     s3:prefix StringLike two  spaces\\u009b2J or two  spaces\\u009b2J/*\n');
  expect(stdout).not.toContain('\u009b');
});

test('the text fits on a terminal of 80 columns, except for long words', async () => {
  for (const [roleType] of COUNTS) {
    const { stdout } = await runInProcess(['actions', roleType]);
    const long = stdout.split('\n').filter((line) => line.length > 80);
    expect(long.filter((line) => !/^ +(?:on +)?\S+$/.test(line))).toEqual([]);
  }
});
