import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACTION_COUNTS, bucketAndKey } from './action-counts';
import { templateOf } from './template-of';
import { BucketAccess, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType, Workload } from '../src';
import { roleTypeData } from '../src/core/policy-data';
import { resolveTemplate } from '../tools/offline-iam/template-roles';

/** The longest partition name with its longest region name. */
const GOV = { partition: 'aws-us-gov', region: 'us-gov-west-1', account: '123456789012' };
const ROLE_TYPES = Object.values(SageMakerRoleType);

function policiesOf(stack: Stack) {
  const { Resources } = resolveTemplate(templateOf(stack), GOV);
  return Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy')
    .map(({ Properties }) => JSON.stringify(Properties!.PolicyDocument).replace(/\s/g, ''));
}

function policyQuotaWarnings(stack: Stack) {
  return stack.node.findAll().flatMap(({ node }) => node.metadata)
    .filter(({ type, data }) => type === 'aws:cdk:warning' && String(data).includes('cdk-sagemaker-execution-role:policyQuota'));
}

const app = new App();
const rows = ROLE_TYPES.flatMap((roleType) => [1, 50, 200].flatMap((count) => [undefined, 'all'].map((features) => {
  const stack = new Stack(app, `${roleType}-${count}-${features ?? 'default'}`.replace(/_/g, '-'));
  const buckets = Array.from({ length: count }, (_, index) =>
    BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, `Bucket${index}`, `${index}`.padStart(63, 'b'))));
  const all = Object.keys(roleTypeData(roleType).features) as SageMakerFeature[];
  new SageMakerExecutionRole(stack, 'Role', { roleType, buckets, features: features === undefined ? undefined : all });
  return [roleType, count, features ?? 'default', stack] as const;
})));

test.each(rows)('a %s role with %d buckets and %s features keeps to the limits of IAM, or warns', (_type, _count, _features, stack) => {
  const documents = policiesOf(stack);
  expect(documents.filter((document) => document.length > 6144)).toEqual([]);
  expect(documents.length).toBeLessThanOrEqual(20);
  expect(policyQuotaWarnings(stack).length).toEqual(documents.length > 10 ? 1 : 0);
});

test('fails to fit only where the quota of 10 policies is really exceeded, and warns of it then', () => {
  // GIVEN
  const stack = new Stack();
  const buckets = Array.from({ length: 400 }, (_, index) =>
    BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, `Bucket${index}`, `${index}`.padStart(63, 'b'))));

  // WHEN
  new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.TRAINING, buckets });

  // THEN
  expect(policiesOf(stack).length).toBeGreaterThan(10);
  expect(policyQuotaWarnings(stack)).toHaveLength(1);
});

test("the user's own policies count towards the quota", () => {
  const stack = new Stack();
  const role = new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.BEDROCK });
  for (let index = 0; index < 10; index++) {
    role.addManagedPolicy({ managedPolicyArn: `arn:aws:iam::123456789012:policy/own${index}` } as any);
  }
  Template.fromStack(stack);
  expect(policyQuotaWarnings(stack)).toHaveLength(1);
});

describe.each(ROLE_TYPES)('a default %s role', (roleType) => {
  test.each([
    ['that names nothing', (): Partial<Workload> => ({})],
    ['with a bucket and a key', (): Partial<Workload> => {
      const scope = new Stack();
      return {
        buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(scope, 'Bucket', 'b'.repeat(63)))],
        encryptionKeys: [kms.Key.fromKeyArn(scope, 'Key', `arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-${'k'.repeat(32)}`)],
      };
    }],
  ])('%s is a role and one policy, and a pipeline role has one more, to pass itself', (_, more) => {
    const stack = new Stack();
    new SageMakerExecutionRole(stack, 'Role', { roleType, ...more() });
    const types = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, any>).map(({ Type }) => Type).sort();
    expect(types).toEqual([
      ...roleType === SageMakerRoleType.PIPELINE ? ['AWS::IAM::ManagedPolicy'] : [], 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role',
    ]);
  });
});

test('a training role is 2 resources, and 200 of them fit in one stack', () => {
  const stack = new Stack();
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket');
  const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/own');
  for (let index = 0; index < 200; index++) {
    new SageMakerExecutionRole(stack, `Role${index}`, {
      roleType: SageMakerRoleType.TRAINING, buckets: [BucketAccess.readWrite(bucket)], encryptionKeys: [key],
    });
  }
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Role', 200);
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 200);
  expect(Object.keys(template.toJSON().Resources)).toHaveLength(400);
});

describe('effective actions', () => {
  test.each(ACTION_COUNTS)('a %s role for one bucket and one key has %d without features and %d by default', (roleType, least, byDefault) => {
    expect(SageMakerExecutionRole.requiredActions({ roleType, features: [], ...bucketAndKey(new Stack()) })).toHaveLength(least);
    expect(SageMakerExecutionRole.requiredActions({ roleType, ...bucketAndKey(new Stack()) })).toHaveLength(byDefault);
  });
});
