import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { BucketAccess, PolicyAttachment, SageMakerExecutionRole, SageMakerRoleType } from '../../src';

/** An app with one pipeline role, which has a policy that names the role and one that does not, and with a model that uses it. */
function synthesize(options: iam.CustomizeRolesOptions | undefined, policyAttachment?: PolicyAttachment) {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  iam.Role.customizeRoles(stack, options);
  const role = new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.PIPELINE,
    minimal: true,
    buckets: [BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Data', 'data'), undefined, { owner: '111122223333' })],
    policyAttachment,
  });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }));
  role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Given', 'arn:aws:iam::123456789012:policy/given'));
  new CfnModel(stack, 'Model', { executionRoleArn: role.roleArn });
  const assembly = app.synth();
  const artifact = assembly.getStackByName('Stack');
  const report = join(assembly.directory, 'iam-policy-report.json');
  return {
    resources: artifact.template.Resources as Record<string, any>,
    types: Object.values<any>(artifact.template.Resources).map(({ Type }) => Type).sort(),
    messages: artifact.messages.map(({ level, entry }) => [level, entry.data]),
    report: existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).roles : undefined,
  };
}

const PASS_ITSELF = expect.objectContaining({
  Sid: 'PassItself', Action: 'iam:PassRole', Resource: 'arn:(PARTITION):iam::(ACCOUNT):role/given-name',
});
const READ = expect.objectContaining({ Sid: 'ReadObjects', Action: 's3:GetObject', Resource: 'arn:(PARTITION):s3:::data/*' });

describe.each<[string, iam.CustomizeRolesOptions]>([
  ['by its absolute path', { usePrecreatedRoles: { 'Stack/Role': 'given-name' } }],
  ['by its relative path', { usePrecreatedRoles: { Role: 'given-name' } }],
  ['with preventSynthesis: true', { preventSynthesis: true, usePrecreatedRoles: { Role: 'given-name' } }],
])('a precreated role, named %s', (_, options) => {
  describe.each(Object.values(PolicyAttachment))('attached %s', (attachment) => {
    const { resources, types, messages, report } = synthesize(options, attachment);

    test('replaces the role and its policies', () => {
      expect(types).toEqual(['AWS::SageMaker::Model']);
      expect(messages).toEqual([]);
    });

    test('gives its own ARN and name to the user of the role', () => {
      expect(resources.Model.Properties.ExecutionRoleArn).toEqual({
        'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/given-name']],
      });
    });

    test('appears in the report with its trust policy and each statement once', () => {
      expect(report).toHaveLength(1);
      expect(report[0]).toMatchObject({ roleConstructPath: 'Stack/Role', roleName: 'given-name', missing: false });
      expect(report[0].assumeRolePolicy).toEqual([
        expect.objectContaining({ Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } }),
      ]);
      const sids = report[0].managedPolicyStatements.map(({ Sid }: any) => Sid).sort();
      expect(sids).toEqual(['ListBuckets', 'PassItself', 'ReadObjects', 'WriteLogs']);
      expect(report[0].managedPolicyStatements).toEqual(expect.arrayContaining([PASS_ITSELF, READ]));
    });

    test('appears in the report with the policies that the user attaches', () => {
      expect(report[0].managedPolicyArns).toEqual(['arn:aws:iam::123456789012:policy/given']);
      expect(report[0].identityPolicyStatements).toEqual([{ Action: 'sqs:SendMessage', Effect: 'Allow', Resource: '*' }]);
    });
  });
});

test.each<[string, iam.CustomizeRolesOptions | undefined]>([
  ['without options', undefined], ['with preventSynthesis: true', { preventSynthesis: true }],
])('reports a role without a precreated role as missing, %s, with an error of CDK that names its path', (_, options) => {
  const { types, messages, report } = synthesize(options);
  expect(types).toEqual(['AWS::SageMaker::Model']);
  expect(messages).toEqual([['error', expect.stringContaining('IAM Role is being created at path "Stack/Role"')]]);
  expect(report[0]).toMatchObject({ roleConstructPath: 'Stack/Role', missing: true });
  expect(report[0].managedPolicyStatements).toContainEqual(READ);
});

describe.each(Object.values(PolicyAttachment))('with preventSynthesis: false and policies attached %s', (attachment) => {
  // CDK itself loses what is attached to any role then (aws-iam's Role.addManagedPolicy, addToPolicy and roleArn), which is why
  // nothing is said here of how the policies are attached.
  const { types, messages, report } = synthesize({ preventSynthesis: false }, attachment);

  test('creates the role and its policies', () => {
    expect(types).toEqual(['AWS::IAM::ManagedPolicy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::SageMaker::Model']);
    expect(messages.filter(([level]) => level === 'error')).toEqual([]);
  });

  test('lists the statements in the report', () => {
    expect(report[0].managedPolicyStatements).toContainEqual(READ);
    expect(report[0].managedPolicyStatements.map(({ Sid }: any) => Sid)).toContain('PassItself');
  });
});

test('lets a grantee pass the precreated role', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  iam.Role.customizeRoles(stack, { usePrecreatedRoles: { Role: 'given-name' } });
  const starter = new iam.User(stack, 'Starter');
  const role = new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.SERVING, buckets: [BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Data', 'data'), undefined, { owner: '111122223333' })],
  });
  role.grantPassRoleToService(starter);
  const resources = Object.values<any>(app.synth().getStackByName('Stack').template.Resources);
  const policy = resources.find(({ Type }) => Type === 'AWS::IAM::Policy');
  expect(policy.Properties.PolicyDocument.Statement).toEqual([{
    Action: 'iam:PassRole',
    Effect: 'Allow',
    Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/given-name']] },
    Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
  }]);
});
