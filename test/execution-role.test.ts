import { Annotations as CoreAnnotations, App, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { BucketAccess, BucketOwner, PolicyAttachment, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType, Workload } from '../src';

function statementsOf(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

const withSid = (stack: Stack, sid: string) => statementsOf(stack).find(({ Sid }) => Sid === sid);

let stack: Stack;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
});
const bucket = (name = 'own-bucket') => s3.Bucket.fromBucketName(stack, name, name);
const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${rest}`]] });

describe('buckets', () => {
  test('grants no write action on a read-only bucket', () => {
    new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.TRAINING, buckets: [BucketAccess.readOnly(bucket())] });
    const actions = statementsOf(stack).flatMap(({ Action }) => Action).filter((action: string) => action.startsWith('s3:'));
    expect([...new Set(actions)].sort()).toEqual(['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket']);
  });

  test('grants neither read nor list actions on a write-only bucket', () => {
    new SageMakerExecutionRole(stack, 'Role', {
      roleType: SageMakerRoleType.TRAINING, minimal: true, buckets: [BucketAccess.writeOnly(bucket(), 'out/')],
    });
    expect(withSid(stack, 'WriteObjects')).toMatchObject({ Action: 's3:PutObject', Resource: arn('own-bucket/out/*') });
    const actions = statementsOf(stack).flatMap(({ Action }) => Action).filter((action: string) => action.startsWith('s3:'));
    expect(actions.sort()).toEqual(['s3:GetBucketLocation', 's3:PutObject']);
  });

  test.each<[string, () => BucketAccess, string | undefined, boolean]>([
    ['of this stack', () => BucketAccess.readOnly(new s3.Bucket(stack, 'Mine')), '111122223333', false],
    ['of another stack and account', () => BucketAccess.readOnly(
      new s3.Bucket(new Stack(stack.node.root as App, 'Far', { env: { region: 'eu-west-1', account: '444455556666' } }), 'Far', { bucketName: 'far' })), '444455556666', false],
    ['that is imported with another account', () => BucketAccess.readOnly(
      s3.Bucket.fromBucketAttributes(stack, 'Attributes', { bucketName: 'own', account: '444455556666' })), '444455556666', false],
    ['that is imported by its name', () => BucketAccess.readOnly(bucket()), '111122223333', true],
    ['that is imported by its ARN', () => BucketAccess.readOnly(s3.Bucket.fromBucketArn(stack, 'Arn', 'arn:aws:s3:::own')), '111122223333', true],
    ['with a stated owner', () => BucketAccess.readOnly(bucket(), 'in/', { owner: '444455556666' }), '444455556666', false],
    ['that any account may own', () => BucketAccess.readOnly(bucket(), 'in/', { owner: BucketOwner.ANY }), undefined, false],
    ['of AWS', () => BucketAccess.readOnly(bucket('sagemaker-sample-files')), undefined, false],
  ])('binds a bucket %s to its owner, and warns if it isn\'t stated', (_, access, owner, warns) => {
    new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.SERVING, minimal: true, buckets: [access()] });
    expect(withSid(stack, 'ReadObjects').Condition?.StringEquals['aws:ResourceAccount']).toEqual(owner);
    const warnings = Annotations.fromStack(stack).findWarning('/Stack/Role', Match.stringLikeRegexp('assumedBucketOwner'));
    expect(warnings.map(({ entry }) => entry.data)).toEqual(!warns ? [] : [expect.stringMatching(
      /^'buckets' lists ".*" without an owner, so the role can use it only if its own account owns it: pass \{ owner: 'ACCOUNT' \} to BucketAccess, or \{ owner: BucketOwner\.ANY \}/)]);
  });

  test('merges read-only and read-write access to one bucket', () => {
    const same = bucket();
    new SageMakerExecutionRole(stack, 'Role', {
      roleType: SageMakerRoleType.TRAINING, minimal: true, buckets: [BucketAccess.readOnly(same), BucketAccess.readWrite(same), BucketAccess.readOnly(same, 'in/')],
    });
    expect(withSid(stack, 'ReadAndWriteObjects')).toMatchObject({ Resource: arn('own-bucket/*') });
    expect(withSid(stack, 'ReadObjects')).toBeUndefined();
    expect(withSid(stack, 'ListBuckets')).toMatchObject({ Resource: arn('own-bucket') });
  });

  test('merges read-only and write-only access to one prefix', () => {
    const same = bucket();
    new SageMakerExecutionRole(stack, 'Role', {
      roleType: SageMakerRoleType.TRAINING, minimal: true, buckets: [BucketAccess.readOnly(same, 'jobs/'), BucketAccess.writeOnly(same, 'jobs/')],
    });
    expect(withSid(stack, 'ReadAndWriteObjects')).toMatchObject({ Resource: arn('own-bucket/jobs/*') });
    expect(withSid(stack, 'WriteObjects')).toBeUndefined();
  });

  test('lists a prefix with and without its slash, and nothing else', () => {
    const same = bucket();
    new SageMakerExecutionRole(stack, 'Role', {
      roleType: SageMakerRoleType.TRAINING, buckets: [BucketAccess.readWrite(same, 'in/'), BucketAccess.readOnly(same, 'models')],
    });
    expect(withSid(stack, 'ListPrefix')).toMatchObject({
      Action: 's3:ListBucket', Resource: arn('own-bucket'), Condition: { StringLike: { 's3:prefix': ['in', 'in/*', 'models*'] } },
    });
    expect(withSid(stack, 'ListBuckets')).toBeUndefined();
    expect(withSid(stack, 'LocateBuckets')).toMatchObject({ Action: 's3:GetBucketLocation', Resource: arn('own-bucket') });
  });

  test('gives each bucket with a prefix its own list statement', () => {
    new SageMakerExecutionRole(stack, 'Role', {
      roleType: SageMakerRoleType.TRAINING,
      buckets: [BucketAccess.readOnly(bucket('one'), 'a/'), BucketAccess.readOnly(bucket('two'), 'b/')],
    });
    expect(withSid(stack, 'ListPrefix')).toMatchObject({ Resource: arn('one'), Condition: { StringLike: { 's3:prefix': ['a', 'a/*'] } } });
    expect(withSid(stack, 'ListPrefix2')).toMatchObject({ Resource: arn('two'), Condition: { StringLike: { 's3:prefix': ['b', 'b/*'] } } });
  });
});

describe('keys', () => {
  test("adds a bucket's own key once", () => {
    const key = new kms.Key(stack, 'Key');
    const encrypted = new s3.Bucket(stack, 'Encrypted', { encryptionKey: key });
    new SageMakerExecutionRole(stack, 'Role', {
      roleType: SageMakerRoleType.SERVING, buckets: [BucketAccess.readOnly(encrypted)], encryptionKeys: [key],
    });
    expect(withSid(stack, 'DecryptArtifacts').Resource).toEqual({ 'Fn::GetAtt': [stack.getLogicalId(key.node.defaultChild as any), 'Arn'] });
  });

  test('an empty list of keys leaves only the keys of the buckets', () => {
    const encrypted = new s3.Bucket(stack, 'Encrypted', { encryption: s3.BucketEncryption.KMS });
    new SageMakerExecutionRole(stack, 'With', {
      roleType: SageMakerRoleType.TRAINING, minimal: true, buckets: [BucketAccess.readOnly(encrypted)], encryptionKeys: [],
    });
    new SageMakerExecutionRole(stack, 'Without', {
      roleType: SageMakerRoleType.TRAINING, minimal: true, buckets: [BucketAccess.readOnly(bucket())], encryptionKeys: [],
    });
    expect(statementsOf(stack).filter(({ Sid }) => Sid === 'UseKeys')).toHaveLength(1);
  });

  test('resolves the alias of a bucket to its key', () => {
    const key = new kms.Key(stack, 'Key');
    const encrypted = s3.Bucket.fromBucketAttributes(stack, 'Encrypted', { bucketName: 'encrypted', encryptionKey: key.addAlias('mine') });
    new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.SERVING, buckets: [BucketAccess.readOnly(encrypted)] });
    expect(withSid(stack, 'DecryptArtifacts').Resource).toEqual({ 'Fn::GetAtt': [stack.getLogicalId(key.node.defaultChild as any), 'Arn'] });
  });

  test('adds a bucket\'s key of another account to account-wide keys', () => {
    const encrypted = s3.Bucket.fromBucketAttributes(stack, 'Encrypted', {
      bucketName: 'encrypted', encryptionKey: kms.Key.fromKeyArn(stack, 'Foreign', 'arn:aws:kms:eu-west-1:444455556666:key/foreign'),
    });
    new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.TRAINING, minimal: true, buckets: [BucketAccess.readOnly(encrypted)] });
    expect(withSid(stack, 'UseKeys').Resource).toContain('arn:aws:kms:eu-west-1:444455556666:key/foreign');
  });

  test.each<[string, (key: kms.Key) => Partial<Workload> & { roleType: SageMakerRoleType }, string, string]>([
    ['topic', (masterKey) => ({
      roleType: SageMakerRoleType.SERVING,
      features: [SageMakerFeature.ASYNC_INFERENCE],
      // The oldest supported release doesn't set the property.
      topics: [Object.assign(new sns.Topic(stack, 'Topic'), { masterKey })],
    }), 'DecryptArtifacts', 'sns'],
    ['queue', (encryptionMasterKey) => ({
      roleType: SageMakerRoleType.PIPELINE, features: [SageMakerFeature.CALLBACKS], queues: [new sqs.Queue(stack, 'Queue', { encryptionMasterKey })],
    }), 'UseKeys', 'sqs'],
  ])('grants the key of a %s, also through its service only', (_, workload, sid, service) => {
    const key = new kms.Key(stack, 'OwnKey');
    new SageMakerExecutionRole(stack, 'Role', { minimal: true, keysViaServiceOnly: true, ...workload(key) });
    expect(withSid(stack, sid).Resource).toEqual(stack.resolve(key.keyArn));
    expect(withSid(stack, sid).Condition.StringEquals['kms:ViaService']).toEqual(['s3', 'sagemaker', service].map((one) => `${one}.eu-west-1.amazonaws.com`));
  });

  test('limits keys to Amazon S3 and SageMaker', () => {
    new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.TRAINING, minimal: true, keysViaServiceOnly: true });
    expect(withSid(stack, 'UseKeys').Condition).toEqual({
      StringEquals: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com', 'sagemaker.eu-west-1.amazonaws.com'] },
    });
  });
});

describe('trust', () => {
  const trustOf = () => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument.Statement;

  test('gives each service its own statement with an account condition', () => {
    new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.FEATURE_STORE });
    expect(trustOf()).toEqual(['sagemaker.amazonaws.com', 'scheduler.amazonaws.com'].map((Service) => ({
      Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service }, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    })));
  });

  test('adds a source ARN only to the statement of its service', () => {
    new SageMakerExecutionRole(stack, 'Role', {
      roleType: SageMakerRoleType.FEATURE_STORE, sourceArns: ['arn:aws:scheduler:eu-west-1:111122223333:schedule-group/default'],
    });
    expect(trustOf().map(({ Condition }: any) => Condition.ArnLike)).toEqual([
      undefined, { 'aws:SourceArn': 'arn:aws:scheduler:eu-west-1:111122223333:schedule-group/default' },
    ]);
  });

  test('omits the account condition on request', () => {
    new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.TRAINING, accountScopedTrust: false });
    expect(trustOf()).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' } }]);
  });

  test('trusts another service only with its feature', () => {
    new SageMakerExecutionRole(stack, 'Role', {
      roleType: SageMakerRoleType.FEATURE_STORE, minimal: true, features: [SageMakerFeature.FEATURE_PROCESSOR],
    });
    expect(trustOf().map(({ Principal }: any) => Principal.Service)).toEqual(['sagemaker.amazonaws.com', 'glue.amazonaws.com']);
  });
});

describe('passing roles', () => {
  test('lets a pipeline role pass itself and the named roles, to SageMaker only', () => {
    const passed = iam.Role.fromRoleArn(stack, 'Passed', 'arn:aws:iam::111122223333:role/passed');
    const role = new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.PIPELINE, passableRoles: [passed] });
    const Condition = { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } };
    expect(withSid(stack, 'PassRoles')).toMatchObject({ Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/passed', Condition });
    expect(withSid(stack, 'PassItself')).toMatchObject({ Action: 'iam:PassRole', Resource: stack.resolve(role.roleArn), Condition });
  });

  test('lets a principal pass the role only to the services that it trusts', () => {
    const user = new iam.User(stack, 'User');
    new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.TRAINING }).grantPassRoleToService(user);
    new SageMakerExecutionRole(stack, 'Two', { roleType: SageMakerRoleType.FEATURE_STORE }).grantPassRoleToService(user);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: 'iam:PassRole', Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } } }),
          Match.objectLike({
            Action: 'iam:PassRole',
            Condition: { StringEquals: { 'iam:PassedToService': ['sagemaker.amazonaws.com', 'scheduler.amazonaws.com'] } },
          }),
        ],
      },
    });
  });
});

test('grants a caller three actions on two clusters', () => {
  const user = new iam.User(stack, 'User');
  SageMakerExecutionRole.grantHyperPodConnect(user, {
    clusterArn: 'arn:aws:sagemaker:eu-west-1:111122223333:cluster/id', eksClusterArn: 'arn:aws:eks:eu-west-1:111122223333:cluster/name',
  });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        { Action: 'sagemaker:DescribeCluster', Effect: 'Allow', Resource: 'arn:aws:sagemaker:eu-west-1:111122223333:cluster/id' },
        {
          Action: ['eks:AccessKubernetesApi', 'eks:DescribeCluster'], Effect: 'Allow', Resource: 'arn:aws:eks:eu-west-1:111122223333:cluster/name',
        },
      ],
    },
  });
});

test('requires every default action and iam:PassRole for a training role that passes roles', () => {
  const byDefault = SageMakerExecutionRole.requiredActions({ roleType: SageMakerRoleType.TRAINING });
  const passing = SageMakerExecutionRole.requiredActions({ roleType: SageMakerRoleType.TRAINING, features: [SageMakerFeature.PASS_ROLE] });
  expect(byDefault).not.toContain('iam:PassRole');
  expect(passing).toEqual([...byDefault, 'iam:PassRole'].sort());
});

test('adds a feature to the default features of the SDK', () => {
  expect(SageMakerExecutionRole.defaultFeatures(SageMakerRoleType.SERVING)).toEqual([SageMakerFeature.MODEL_REGISTRY, SageMakerFeature.JUMPSTART]);
  const actions = SageMakerExecutionRole.requiredActions({
    roleType: SageMakerRoleType.SERVING,
    features: [SageMakerFeature.METRICS],
  });
  expect(actions).toContain('cloudwatch:PutMetricData');
  expect(actions).toContain('sagemaker:AccessModelPackage');
});

test('grants a feature once that is listed twice', () => {
  new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.PIPELINE, minimal: true, features: [SageMakerFeature.METRICS, SageMakerFeature.METRICS],
  });
  expect(statementsOf(stack).filter(({ Sid }) => Sid === 'PublishMetrics')).toHaveLength(1);
});

test('shares the grant of features that write the same objects', () => {
  new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.SERVING,
    buckets: [BucketAccess.readWrite(bucket())],
    minimal: true,
    features: [SageMakerFeature.DATA_CAPTURE, SageMakerFeature.BATCH_TRANSFORM, SageMakerFeature.ASYNC_INFERENCE],
  });
  expect(statementsOf(stack).filter(({ Action }) => [Action].flat().includes('s3:PutObject'))).toHaveLength(1);
});

test.each<[string, SageMakerRoleType, SageMakerFeature[] | undefined, (own: s3.IBucket) => BucketAccess]>([
  ['default features have no need of a bucket to write to', SageMakerRoleType.TRAINING, undefined, (own) => BucketAccess.readOnly(own)],
  ['no feature has a need of one either', SageMakerRoleType.SERVING, [], (own) => BucketAccess.readOnly(own)],
  ['a bucket to read and write may be read only', SageMakerRoleType.SERVING, undefined, (own) => BucketAccess.readWrite(own)],
  ['a bucket to write is written to by a feature', SageMakerRoleType.SERVING, [SageMakerFeature.DATA_CAPTURE], (own) => BucketAccess.writeOnly(own)],
])('%s', (_, roleType, features, access) => {
  expect(() => new SageMakerExecutionRole(stack, 'Role', { roleType, features, buckets: [access(bucket())], encryptionKeys: [] })).not.toThrow();
});

test('encrypts volumes with the key of a bucket if it is the only key', () => {
  const encrypted = new s3.Bucket(stack, 'Encrypted', { encryption: s3.BucketEncryption.KMS });
  new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.TRAINING,
    minimal: true,
    features: [SageMakerFeature.VOLUME_ENCRYPTION],
    buckets: [BucketAccess.readWrite(encrypted)],
    encryptionKeys: [],
  });
  expect(withSid(stack, 'GrantVolumeKeys').Resource).toEqual({
    'Fn::GetAtt': [stack.getLogicalId(encrypted.encryptionKey!.node.defaultChild as any), 'Arn'],
  });
});

test("lets a pipeline without named keys use every key for its volumes, with a warning, and only the buckets' keys for its data", () => {
  new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.PIPELINE, minimal: true, features: [SageMakerFeature.VOLUME_ENCRYPTION] });
  expect(withSid(stack, 'GrantVolumeKeys').Resource).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:*:111122223333:key/*']] });
  expect(withSid(stack, 'UseKeys')).toBeUndefined();
  expect(Annotations.fromStack(stack).findWarning('/Stack/Role', Match.stringLikeRegexp('allKeys'))).toHaveLength(1);
});

test('limits metrics to namespaces', () => {
  new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.TRAINING, metricNamespaces: ['/aws/sagemaker/*', 'aws/sagemaker/*'],
  });
  expect(withSid(stack, 'PublishMetrics').Condition).toEqual({
    StringLike: { 'cloudwatch:namespace': ['/aws/sagemaker/*', 'aws/sagemaker/*'] },
  });
});

test.each(Object.values(PolicyAttachment))('applies a removal policy also to the role\'s own policies, attached %s', (policyAttachment) => {
  const role = new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.PIPELINE, policyAttachment });
  const foreign = new iam.ManagedPolicy(stack, 'Foreign', {
    statements: [new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] })],
  });
  role.addManagedPolicy(foreign);
  role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  const { Resources } = Template.fromStack(stack).toJSON();
  const retained = Object.values<any>(Resources).filter(({ DeletionPolicy, UpdateReplacePolicy }) => DeletionPolicy === 'Retain' && UpdateReplacePolicy === 'Retain');
  expect(retained.map(({ Type }) => Type).sort()).toEqual(['AWS::IAM::ManagedPolicy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role']);
  expect(Resources[stack.getLogicalId(foreign.node.defaultChild as any)]).not.toHaveProperty('DeletionPolicy');
});

test('warns about a fixed name, and accepts an acknowledgement', () => {
  new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.TRAINING, roleName: 'fixed' });
  const quiet = new SageMakerExecutionRole(stack, 'Quiet', { roleType: SageMakerRoleType.TRAINING, roleName: 'quiet' });
  CoreAnnotations.of(quiet).acknowledgeWarning('cdk-sagemaker-execution-role:fixedRoleName', 'one region, one stack');
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { RoleName: 'fixed' });
  expect(Annotations.fromStack(stack).findWarning('/Stack/Quiet', Match.stringLikeRegexp('fixedRoleName'))).toHaveLength(0);
  expect(Annotations.fromStack(stack).findWarning('/Stack/Role', Match.stringLikeRegexp('fixedRoleName'))).toHaveLength(1);
});

test('names no resource by default', () => {
  const role = new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.PIPELINE });
  expect(Token.isUnresolved(role.roleName)).toBe(true);
  const { Resources } = Template.fromStack(stack).toJSON();
  expect(JSON.stringify(Resources)).not.toMatch(/"(RoleName|ManagedPolicyName)"/);
});
