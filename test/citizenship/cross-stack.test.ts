import { App, Environment, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, SageMakerExecutionRole, SageMakerRoleType } from '../../src';
import { decide } from '../../testing/offline-iam/engine';
import { rolesOf } from '../../testing/offline-iam/template-roles';

const HERE = { account: '111111111111', region: 'us-east-1' };
const PLACE = { partition: 'aws', ...HERE };

/** The role's actions on the workload's objects and keys, with their resources. */
function resourcesOf(stack: Stack): Record<string, any> {
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  const expected = ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt'];
  return Object.fromEntries(policy.Properties.PolicyDocument.Statement
    .filter(({ Action }: any) => expected.includes(Action))
    .map(({ Action, Resource }: any) => [Action, Resource]));
}

function makeRole(stack: Stack, bucket: s3.IBucket, encryptionKeys?: kms.IKey[]): SageMakerExecutionRole {
  return new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.SERVING, minimal: true, buckets: [BucketAccess.readOnly(bucket)], encryptionKeys,
  });
}

function stacks(there?: Environment, here?: Environment): { there: Stack; here: Stack } {
  const app = new App();
  return { there: new Stack(app, 'There', { env: there }), here: new Stack(app, 'Here', { env: here }) };
}

const imported = (name: RegExp) => ({ 'Fn::ImportValue': expect.stringMatching(name) });
const BUCKET = imported(/^There:ExportsOutputFnGetAttBucket\w+Arn\w+$/);

describe.each<[string, Environment | undefined]>([['agnostic of the environment', undefined], ['of one environment', HERE]])(
  'a bucket and a key of another stack, both %s', (_, env) => {
    test('are imported from it', () => {
      const { there, here } = stacks(env, env);
      makeRole(here, new s3.Bucket(there, 'Bucket'), [new kms.Key(there, 'Key')]);
      expect(resourcesOf(here)).toEqual({
        's3:GetObject': { 'Fn::Join': ['', [BUCKET, '/*']] },
        's3:ListBucket': BUCKET,
        'kms:Decrypt': imported(/^There:ExportsOutputFnGetAttKey\w+Arn\w+$/),
      });
    });

    test('do not learn of the role: their policies are left to the user', () => {
      const { there, here } = stacks(env, env);
      makeRole(here, new s3.Bucket(there, 'Bucket'), [new kms.Key(there, 'Key')]);
      const template = Template.fromStack(there);
      template.resourceCountIs('AWS::S3::BucketPolicy', 0);
      expect(JSON.stringify(template.toJSON())).not.toContain('Here');
    });

    test("and the bucket's own key is used as well", () => {
      const { there, here } = stacks(env, env);
      makeRole(here, new s3.Bucket(there, 'Bucket', { encryption: s3.BucketEncryption.KMS }), [new kms.Key(there, 'Key')]);
      expect(resourcesOf(here)['kms:Decrypt']).toEqual([
        imported(/^There:ExportsOutputFnGetAttKey[0-9A-F]{8}Arn\w+$/), imported(/^There:ExportsOutputFnGetAttBucketKey\w+Arn\w+$/),
      ]);
    });

    test('are what the deployed role may use', async () => {
      const { there, here } = stacks(env, env);
      makeRole(here, new s3.Bucket(there, 'Bucket'), [new kms.Key(there, 'Key')]);
      const [role] = rolesOf(Template.fromStack(here).toJSON() as any, PLACE);
      const exported = Object.keys(Template.fromStack(there).findResources('AWS::S3::Bucket'))[0].toLowerCase();
      expect(await decide(role, { action: 's3:GetObject', resource: `arn:aws:s3:::${exported}/model.tar.gz` })).toBe('allowed');
      expect(await decide(role, { action: 's3:GetObject', resource: 'arn:aws:s3:::another/model.tar.gz' })).toBe('denied');
    });
  });

describe.each<[string, Environment]>([
  ['account', { account: '222222222222', region: 'us-east-1' }], ['region', { account: '111111111111', region: 'eu-west-1' }],
])('a bucket in another %s', (_, elsewhere) => {
  const NAMED = ['arn:', { Ref: 'AWS::Partition' }];

  test('is granted by its name', () => {
    const { there, here } = stacks(elsewhere, HERE);
    makeRole(here, new s3.Bucket(there, 'Bucket', { bucketName: 'models' }));
    expect(resourcesOf(here)).toEqual({
      's3:GetObject': { 'Fn::Join': ['', [...NAMED, ':s3:::models/*']] },
      's3:ListBucket': { 'Fn::Join': ['', [...NAMED, ':s3:::models']] },
    });
  });

  test('is granted on the side of the role only', () => {
    const { there, here } = stacks(elsewhere, HERE);
    makeRole(here, new s3.Bucket(there, 'Bucket', { bucketName: 'models' }));
    Template.fromStack(there).resourceCountIs('AWS::S3::BucketPolicy', 0);
  });

  test('and a key that is imported there are granted by their names', () => {
    const { there, here } = stacks(elsewhere, HERE);
    const arn = `arn:aws:kms:${elsewhere.region}:${elsewhere.account}:key/1234`;
    makeRole(here, new s3.Bucket(there, 'Bucket', { bucketName: 'models' }), [kms.Key.fromKeyArn(there, 'Key', arn)]);
    expect(resourcesOf(here)['kms:Decrypt']).toBe(arn);
  });

  test('without a name fails, and says which bucket needs one', () => {
    const { there, here } = stacks(elsewhere, HERE);
    makeRole(here, new s3.Bucket(there, 'Bucket'));
    expect(() => Template.fromStack(here))
      .toThrow("Cannot use resource 'There/Bucket' in a cross-environment fashion, the resource's physical name must be explicit set");
  });
});

describe('an imported resource', () => {
  const KEY = 'arn:aws:kms:us-east-1:111111111111:key/1234';

  test('a bucket by its name', () => {
    const stack = new Stack();
    makeRole(stack, s3.Bucket.fromBucketName(stack, 'Bucket', 'models'));
    expect(resourcesOf(stack)).toEqual({
      's3:GetObject': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::models/*']] },
      's3:ListBucket': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::models']] },
    });
  });

  test('a bucket by its ARN, and a key by its ARN', () => {
    const stack = new Stack();
    makeRole(stack, s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws:s3:::models'), [kms.Key.fromKeyArn(stack, 'Key', KEY)]);
    expect(resourcesOf(stack)).toEqual({
      's3:GetObject': 'arn:aws:s3:::models/*', 's3:ListBucket': 'arn:aws:s3:::models', 'kms:Decrypt': KEY,
    });
  });

  test('a bucket that knows its key', () => {
    const stack = new Stack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY);
    makeRole(stack, s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'models', encryptionKey }));
    expect(resourcesOf(stack)['kms:Decrypt']).toBe(KEY);
  });

  test('a bucket of another account keeps what the role is granted: nothing vanishes into a bucket policy', () => {
    const stack = new Stack(undefined, 'Stack', { env: HERE });
    makeRole(stack, s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketArn: 'arn:aws:s3:::models', account: '222222222222' }));
    expect(resourcesOf(stack)).toEqual({ 's3:GetObject': 'arn:aws:s3:::models/*', 's3:ListBucket': 'arn:aws:s3:::models' });
  });
});

describe("a bucket's own key", () => {
  const logicalId = (stack: Stack, key: kms.IKey) => stack.getLogicalId(key.node.defaultChild as kms.CfnKey);

  test('is added where the workload names no key', () => {
    const stack = new Stack();
    const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS });
    makeRole(stack, bucket);
    expect(resourcesOf(stack)['kms:Decrypt']).toEqual({ 'Fn::GetAtt': [logicalId(stack, bucket.encryptionKey!), 'Arn'] });
  });

  test('is added where the workload says that it has none, and only once where it names it', () => {
    for (const named of [false, true]) {
      const stack = new Stack();
      const key = new kms.Key(stack, 'Key');
      makeRole(stack, new s3.Bucket(stack, 'Bucket', { encryptionKey: key }), named ? [key] : []);
      expect(resourcesOf(stack)['kms:Decrypt']).toEqual({ 'Fn::GetAtt': [logicalId(stack, key), 'Arn'] });
    }
  });

  test('is the key behind an alias', () => {
    const stack = new Stack();
    const key = new kms.Key(stack, 'Key');
    makeRole(stack, new s3.Bucket(stack, 'Bucket', { encryptionKey: key.addAlias('alias/models') }));
    expect(resourcesOf(stack)['kms:Decrypt']).toEqual({ 'Fn::GetAtt': [logicalId(stack, key), 'Arn'] });
  });

  test('is absent where the bucket has none', () => {
    const stack = new Stack();
    makeRole(stack, new s3.Bucket(stack, 'Bucket'));
    expect(resourcesOf(stack)).not.toHaveProperty('kms:Decrypt');
  });
});
