import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from '../../src';
import { decide, Decision } from '../../testing/offline-iam/engine';
import { PolicyDocument, rolesOf, TemplateRole } from '../../testing/offline-iam/template-roles';
import { knownScopes } from '../../testing/workload/known-scopes';

const PLACE = { partition: 'aws-us-gov', region: 'us-gov-west-1', account: '123456789012' };
const ARN = 'arn:aws-us-gov';
const KEY = `${ARN}:kms:us-gov-west-1:123456789012:key/1234`;

/** The roles of all types, most with one read-write and one read-only bucket, and one role whose buckets fill several policies. */
function roles(minimizePolicies: boolean): Map<string, TemplateRole> {
  const stack = new Stack(new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': minimizePolicies } }), 'Stack');
  const encryptionKeys = [kms.Key.fromKeyArn(stack, 'Key', KEY)];
  const bucket = (name: string) => s3.Bucket.fromBucketName(stack, name, name);
  const buckets = [BucketAccess.readWrite(bucket('results'), 'out/'), BucketAccess.readOnly(bucket('data'))];
  for (const roleType of Object.values(SageMakerRoleType)) {
    new SageMakerExecutionRole(stack, roleType, { roleType, ...knownScopes(roleType, { buckets, encryptionKeys }) });
  }
  new SageMakerExecutionRole(stack, 'many', {
    roleType: SageMakerRoleType.TRAINING,
    features: [SageMakerFeature.MULTIPART_UPLOAD],
    buckets: Array.from({ length: 60 }, (_, index) => BucketAccess.readWrite(bucket(`bucket-${index}-of-many-buckets`), 'a/prefix/')),
    encryptionKeys,
  });
  const found = rolesOf(Template.fromStack(stack).toJSON() as any, PLACE);
  return new Map(found.map((role) => [role.logicalId.startsWith('many') ? 'many' : role.tags.RoleType, role]));
}

const byFlag = { on: roles(true), off: roles(false) };

const list = <T>(value: T | readonly T[]): readonly T[] => Array.isArray(value) ? value : [value as T];

/** Every permission by itself: an action on a resource under conditions. */
function permissions({ policies }: TemplateRole): string[] {
  return [...new Set(policies.flatMap(({ document }) => document.Statement).flatMap(({ Action, Resource, Condition }) =>
    list(Action).flatMap((action) => list(Resource!).map((resource) => JSON.stringify([action, resource, Condition ?? null])))))].sort();
}

/** As IAM counts: white space does not matter. */
const characters = (document: PolicyDocument) => JSON.stringify(document).replace(/\s/g, '').length;

test('the flag changes the documents, so that the tests below compare different ones', () => {
  expect(byFlag.on.get('pipeline')!.policies).not.toEqual(byFlag.off.get('pipeline')!.policies);
  expect([...byFlag.on.keys()]).toEqual([
    ...Object.values(SageMakerRoleType), 'many',
  ]);
});

test.each([...byFlag.off.keys()])('the role %s has the same permissions with minimized policies as without', (role) => {
  const [on, off] = [permissions(byFlag.on.get(role)!), permissions(byFlag.off.get(role)!)];
  expect(on).toEqual(off);
  expect(on.length).toBeGreaterThan(1);
});

describe.each(['on', 'off'] as const)('minimizePolicies %s', (flag) => {
  test('no document is longer than a managed policy may be', () => {
    const lengths = [...byFlag[flag].values()].flatMap(({ policies }) => policies.map(({ document }) => characters(document)));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(6144);
    // The many buckets fill theirs, so that the limit is put to the test.
    expect(Math.max(...lengths)).toBeGreaterThan(5500);
  });

  const table: [string, string, string, Decision][] = [
    ['training', 's3:GetObject', `${ARN}:s3:::data/x`, 'allowed'],
    ['training', 's3:PutObject', `${ARN}:s3:::data/x`, 'denied'],
    ['training', 's3:PutObject', `${ARN}:s3:::results/out/x`, 'allowed'],
    ['training', 's3:PutObject', `${ARN}:s3:::results/elsewhere`, 'denied'],
    ['training', 's3:DeleteObject', `${ARN}:s3:::results/out/x`, 'denied'],
    ['training', 'kms:Decrypt', KEY, 'allowed'],
    ['training', 'kms:Decrypt', KEY.replace('1234', '9999'), 'denied'],
    ['training', 'sagemaker:CreateTrainingJob', `${ARN}:sagemaker:us-gov-west-1:123456789012:training-job/x`, 'allowed'],
    ['training', 'sagemaker:CreateEndpoint', `${ARN}:sagemaker:us-gov-west-1:123456789012:endpoint/x`, 'denied'],
    ['many', 's3:GetObject', `${ARN}:s3:::bucket-0-of-many-buckets/a/prefix/x`, 'allowed'],
    ['many', 's3:PutObject', `${ARN}:s3:::bucket-59-of-many-buckets/a/prefix/x`, 'allowed'],
    ['many', 's3:AbortMultipartUpload', `${ARN}:s3:::bucket-59-of-many-buckets/a/prefix/x`, 'allowed'],
    ['many', 's3:GetObject', `${ARN}:s3:::bucket-60-of-many-buckets/a/prefix/x`, 'denied'],
    ['serving', 's3:GetObject', `${ARN}:s3:::data/x`, 'allowed'],
    ['serving', 's3:PutObject', `${ARN}:s3:::results/out/x`, 'denied'],
    ['pipeline', 'sagemaker:CreateEndpointConfig', `${ARN}:sagemaker:us-gov-west-1:123456789012:endpoint-config/x`, 'allowed'],
    ['pipeline', 'sagemaker:DeleteEndpoint', `${ARN}:sagemaker:us-gov-west-1:123456789012:endpoint/x`, 'denied'],
    ['feature_store', 'sagemaker:PutRecord', `${ARN}:sagemaker:us-gov-west-1:123456789012:feature-group/x`, 'allowed'],
    ['feature_store', 'sagemaker:CreateTrainingJob', `${ARN}:sagemaker:us-gov-west-1:123456789012:training-job/x`, 'denied'],
    ['bedrock', 's3:GetObject', `${ARN}:s3:::data/x`, 'allowed'],
    ['bedrock', 's3:PutObject', `${ARN}:s3:::results/out/x`, 'denied'],
    ['hyperpod', 's3:PutObject', `${ARN}:s3:::results/out/x`, 'allowed'],
    ['model_evaluation', 'sagemaker:CreateTrainingJob', `${ARN}:sagemaker:us-gov-west-1:123456789012:training-job/x`, 'allowed'],
  ];
  test.each(table)('%s: %s on %s is %4$s', async (role, action, resource, expected) => {
    expect(await decide(byFlag[flag].get(role)!, { action, resource })).toBe(expected);
  });

  test.each<[Decision, string]>([['allowed', 'sagemaker.amazonaws.com'], ['denied', 'ec2.amazonaws.com']])(
    'passing the pipeline role itself is %s to %s', async (expected, service) => {
      const role = byFlag[flag].get('pipeline')!;
      expect(await decide(role, { action: 'iam:PassRole', resource: role.arn, context: { 'iam:PassedToService': service } })).toBe(expected);
    });
});
