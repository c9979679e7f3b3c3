import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnMlflowTrackingServer, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { BucketAccess, PolicyAttachment, SageMakerExecutionRole, SageMakerExecutionRoleProps, SageMakerFeature, SageMakerRoleType } from '../../src';

const { BEFORE_ROLE, AFTER_ROLE } = PolicyAttachment;

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

function makeRole(roleType: SageMakerRoleType, props: Partial<SageMakerExecutionRoleProps> = {}): SageMakerExecutionRole {
  return new SageMakerExecutionRole(stack, 'Role', {
    roleType, buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Data', 'data'))], encryptionKeys: [], ...props,
  });
}

function resources(): Record<string, any> {
  return Template.fromStack(stack, { skipCyclicalDependenciesCheck: true }).toJSON().Resources;
}

/** The logical ids of a type, by the prefix of the id. */
function idsOf(type: string): string[] {
  return Object.entries(resources()).filter(([, { Type }]) => Type === type).map(([id]) => id);
}

/** The direct dependencies of a resource: by Ref, Fn::GetAtt, Fn::Sub or DependsOn. */
function waitsFor(resource: any): string[] {
  const found = new Set<string>([resource.DependsOn ?? []].flat());
  const walk = (value: any): void => {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    if (typeof value.Ref === 'string') {
      found.add(value.Ref);
    }
    if (value['Fn::GetAtt']) {
      found.add([value['Fn::GetAtt']].flat()[0].split('.')[0]);
    }
    Object.values(value).forEach(walk);
  };
  walk(resource);
  return [...found];
}

/** All that a resource waits for, directly or by way of others. */
function waitsForInTheEnd(start: string, all = resources()): Set<string> {
  const reached = new Set<string>();
  const visit = (id: string): void => waitsFor(all[id]).filter((other) => all[other] && !reached.has(other)).forEach((other) => {
    reached.add(other);
    visit(other);
  });
  visit(start);
  return reached;
}

/** The resources that wait for themselves. */
function cycle(): string[] {
  const all = resources();
  return Object.keys(all).filter((id) => waitsForInTheEnd(id, all).has(id));
}

const [ROLE, POLICY] = [/^Role[0-9A-F]{8}$/, /^RolePolicy[0-9A-F]{8}$/];
const PASS_ROLE_POLICY = /^RolePassRolePolicy[0-9A-F]{8}$/;

const matching = (pattern: RegExp) => expect.stringMatching(pattern);

describe('policies that are attached before the role', () => {
  test('exist before the role, and so before each resource that references the role', () => {
    const role = makeRole(SageMakerRoleType.TRAINING);
    new CfnModel(stack, 'Model', { executionRoleArn: role.roleArn });
    const { Model, ...others } = resources();
    const [roleId] = idsOf('AWS::IAM::Role');
    expect(Model.Properties.ExecutionRoleArn).toEqual({ 'Fn::GetAtt': [roleId, 'Arn'] });
    expect(Model).not.toHaveProperty('DependsOn');
    expect(others[roleId].Properties.ManagedPolicyArns).toEqual([{ Ref: matching(POLICY) }]);
    expect([...waitsForInTheEnd('Model')].sort()).toEqual([matching(ROLE), matching(POLICY)]);
  });

  test('do not reference the role', () => {
    makeRole(SageMakerRoleType.TRAINING);
    const [policy, ...others] = idsOf('AWS::IAM::ManagedPolicy');
    expect(others).toEqual([]);
    expect(waitsForInTheEnd(policy)).toEqual(new Set());
    expect(resources()[policy].Properties).not.toHaveProperty('Roles');
  });

  test('are listed by the role in the order of their statements', () => {
    const buckets = Array.from({ length: 80 }, (_, index) =>
      BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, `Bucket${index}`, `a-long-name-of-a-bucket-${index}`), `prefix-${index}/`));
    makeRole(SageMakerRoleType.SERVING, { buckets });
    const arns = resources()[idsOf('AWS::IAM::Role')[0]].Properties.ManagedPolicyArns.map(({ Ref }: any) => Ref);
    expect(arns).toEqual([matching(POLICY), ...arns.slice(1).map((_: string, index: number) => matching(new RegExp(`^RolePolicy${index + 2}[0-9A-F]{8}$`)))]);
    expect(arns.length).toBeGreaterThan(1);
    expect(arns.slice().sort()).toEqual(idsOf('AWS::IAM::ManagedPolicy').sort());
  });

  test('make no circular dependency with the policy that lets the role pass itself', () => {
    makeRole(SageMakerRoleType.PIPELINE);
    const [roleId] = idsOf('AWS::IAM::Role');
    const all = resources();
    expect(all[roleId].Properties.ManagedPolicyArns).toEqual([{ Ref: matching(POLICY) }]);
    const referring = Object.keys(all).filter((id) => waitsFor(all[id]).includes(roleId));
    expect(referring).toEqual([matching(PASS_ROLE_POLICY)]);
    expect(all[referring[0]].Properties.Roles).toEqual([{ Ref: roleId }]);
    expect(all[referring[0]].Properties.PolicyDocument.Statement).toEqual([{
      Sid: 'PassItself',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: { 'Fn::GetAtt': [roleId, 'Arn'] },
      Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    }]);
    expect(cycle()).toEqual([]);
  });

  test('exist before each resource that references the role, except the policy that lets the role pass itself', () => {
    const role = makeRole(SageMakerRoleType.PIPELINE);
    new CfnModel(stack, 'Model', { executionRoleArn: role.roleArn });
    expect([...waitsForInTheEnd('Model')].sort()).toEqual([matching(ROLE), matching(POLICY)]);
  });

  test('all exist before a resource with node.addDependency(role)', () => {
    const role = makeRole(SageMakerRoleType.PIPELINE);
    new CfnModel(stack, 'Model', { executionRoleArn: role.roleArn }).node.addDependency(role);
    expect(resources().Model.DependsOn).toEqual(expect.arrayContaining([matching(ROLE), matching(PASS_ROLE_POLICY)]));
    expect([...waitsForInTheEnd('Model')].sort()).toEqual([matching(ROLE), matching(PASS_ROLE_POLICY), matching(POLICY)]);
  });

  test("exist, like the user's own grants, before a resource with node.addDependency(role)", () => {
    const role = makeRole(SageMakerRoleType.TRAINING);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }));
    new CfnModel(stack, 'Model', { executionRoleArn: role.roleArn }).node.addDependency(role);
    expect(resources().Model.DependsOn).toEqual(expect.arrayContaining([matching(/^RoleDefaultPolicy[0-9A-F]{8}$/), matching(ROLE)]));
  });
});

describe('policies that are attached after the role', () => {
  test.each([SageMakerRoleType.TRAINING, SageMakerRoleType.PIPELINE])('reference the role, and the role references none of them: %s', (roleType) => {
    makeRole(roleType, { policyAttachment: AFTER_ROLE });
    const all = resources();
    const [roleId] = idsOf('AWS::IAM::Role');
    expect(all[roleId].Properties).not.toHaveProperty('ManagedPolicyArns');
    expect(waitsForInTheEnd(roleId)).toEqual(new Set());
    const policies = idsOf('AWS::IAM::ManagedPolicy');
    expect(policies).toHaveLength(roleType === SageMakerRoleType.PIPELINE ? 2 : 1);
    expect(policies.map((id) => all[id].Properties.Roles)).toEqual(policies.map(() => [{ Ref: roleId }]));
  });

  test('do not delay a resource that only references the role', () => {
    const role = makeRole(SageMakerRoleType.PIPELINE, { policyAttachment: AFTER_ROLE });
    new CfnModel(stack, 'Model', { executionRoleArn: role.roleArn });
    expect([...waitsForInTheEnd('Model')]).toEqual([matching(ROLE)]);
  });

  test('all exist before a resource with node.addDependency(role)', () => {
    const role = makeRole(SageMakerRoleType.PIPELINE, { policyAttachment: AFTER_ROLE });
    new CfnModel(stack, 'Model', { executionRoleArn: role.roleArn }).node.addDependency(role);
    expect(resources().Model.DependsOn.sort()).toEqual([matching(ROLE), matching(PASS_ROLE_POLICY), matching(POLICY)]);
    expect(cycle()).toEqual([]);
  });
});

describe('a circular dependency', () => {
  const roleWith = (policyAttachment: PolicyAttachment, props: Partial<SageMakerExecutionRoleProps>) =>
    makeRole(SageMakerRoleType.TRAINING, { policyAttachment, ...props });

  const makeFunction = () => new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => 1;'),
  });

  const cases: [string, (attachment: PolicyAttachment) => void, RegExp[]][] = [
    ['a key policy that names the role', (attachment) => {
      const key = new kms.Key(stack, 'Key');
      const role = roleWith(attachment, { encryptionKeys: [key] });
      key.addToResourcePolicy(new iam.PolicyStatement({ principals: [role], actions: ['kms:Decrypt'], resources: ['*'] }));
    }, [/^Key/, ROLE, POLICY]],
    ["a policy of a bucket's key that names the role", (attachment) => {
      const key = new kms.Key(stack, 'Key');
      const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: key });
      const role = roleWith(attachment, { buckets: [BucketAccess.readOnly(bucket)] });
      key.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.ArnPrincipal(role.roleArn)], actions: ['kms:Decrypt'], resources: ['*'] }));
    }, [/^Bucket/, /^Key/, ROLE, POLICY]],
    ["a function with the role's ARN in its environment", (attachment) => {
      const reward = makeFunction();
      reward.addEnvironment('ROLE', roleWith(attachment, { functions: [reward] }).roleArn);
    }, [/^Function/, ROLE, POLICY]],
    ['of role.grantPassRole for a function', (attachment) => {
      const reward = makeFunction();
      roleWith(attachment, { functions: [reward] }).grantPassRole(reward.grantPrincipal);
    }, [/^Function/, /^FunctionServiceRoleDefaultPolicy/, ROLE, POLICY]],
    ['of role.grantPassRoleToService for a function', (attachment) => {
      const reward = makeFunction();
      roleWith(attachment, { functions: [reward] }).grantPassRoleToService(reward);
    }, [/^Function/, /^FunctionServiceRoleDefaultPolicy/, ROLE, POLICY]],
    ['a repository policy that names the role', (attachment) => {
      const repository = new ecr.Repository(stack, 'Repository');
      const role = roleWith(attachment, { repositories: [repository] });
      repository.addToResourcePolicy(new iam.PolicyStatement({ principals: [role], actions: ['ecr:BatchGetImage'] }));
    }, [/^Repository/, ROLE, POLICY]],
    ['a passable role whose trust policy names the role', (attachment) => {
      const passed = new iam.Role(stack, 'Passed', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
      const role = roleWith(attachment, { minimal: true, features: [SageMakerFeature.PASS_ROLE], passableRoles: [passed] });
      passed.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ principals: [role], actions: ['sts:AssumeRole'] }));
    }, [/^Passed/, ROLE, POLICY]],
    ['an MLflow server that runs under the role', (attachment) => {
      const server = new CfnMlflowTrackingServer(stack, 'MlflowServer', { trackingServerName: 'runs', artifactStoreUri: 's3://data/runs', roleArn: '' });
      server.roleArn = roleWith(attachment, { mlflowServers: [server.attrTrackingServerArn] }).roleArn;
    }, [/^MlflowServer/, ROLE, POLICY]],
  ];

  test.each(cases)('%s: occurs with policies attached before the role', (_, make, members) => {
    // CDK's newer releases warn of cycles, too.
    stack.node.addMetadata('aws:cdk:acknowledged-rules', { 'CloudFormation-Validate::F3004': 'the cycle is what is tested' });
    make(BEFORE_ROLE);
    expect(cycle().sort()).toEqual(members.map(matching));
    expect(() => Template.fromStack(stack)).toThrow(/Template is undeployable, these resources have a dependency cycle/);
  });

  test.each(cases)('%s: is broken by attaching the policies after the role', (_, make) => {
    make(AFTER_ROLE);
    expect(cycle()).toEqual([]);
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test.each([BEFORE_ROLE, AFTER_ROLE])('does not occur with key.grantDecrypt(role) in the same account, attached %s', (attachment) => {
    const key = new kms.Key(stack, 'Key');
    key.grantDecrypt(roleWith(attachment, { encryptionKeys: [key] }));
    expect(cycle()).toEqual([]);
  });

  test.each([BEFORE_ROLE, AFTER_ROLE])('does not occur with repository.grantPull(role) in the same account, attached %s', (attachment) => {
    const repository = new ecr.Repository(stack, 'Repository');
    repository.grantPull(roleWith(attachment, { repositories: [repository] }));
    expect(cycle()).toEqual([]);
  });

  test.each([BEFORE_ROLE, AFTER_ROLE])('does not occur with policies of a topic and a queue that name the role, attached %s', (attachment) => {
    const topic = new sns.Topic(stack, 'Topic');
    const publisher = new SageMakerExecutionRole(stack, 'Publisher', {
      roleType: SageMakerRoleType.SERVING, minimal: true, features: [SageMakerFeature.ASYNC_INFERENCE], topics: [topic], policyAttachment: attachment,
    });
    topic.addToResourcePolicy(new iam.PolicyStatement({ principals: [publisher], actions: ['sns:Publish'], resources: [topic.topicArn] }));
    const queue = new sqs.Queue(stack, 'Queue');
    const sender = makeRole(SageMakerRoleType.PIPELINE, {
      minimal: true, features: [SageMakerFeature.CALLBACKS], queues: [queue], policyAttachment: attachment,
    });
    queue.addToResourcePolicy(new iam.PolicyStatement({ principals: [sender], actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
    expect(cycle()).toEqual([]);
  });

  test.each([BEFORE_ROLE, AFTER_ROLE])('does not occur with a bucket policy that names the role, attached %s', (attachment) => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    const role = roleWith(attachment, { buckets: [BucketAccess.readWrite(bucket)] });
    bucket.addToResourcePolicy(new iam.PolicyStatement({ principals: [role], actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }));
    expect(cycle()).toEqual([]);
  });
});
