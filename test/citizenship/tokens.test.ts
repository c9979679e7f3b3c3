import { App, Aws, CfnParameter, Fn, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, SageMakerExecutionRole, SageMakerExecutionRoleProps, SageMakerFeature, SageMakerRoleType } from '../../src';

type Props = Partial<SageMakerExecutionRoleProps>;

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

function makeRole(props: Props, prefix?: string): SageMakerExecutionRole {
  return new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.TRAINING,
    buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Data', 'data'), prefix)],
    encryptionKeys: [],
    ...props,
  });
}

function roleProperties(): Record<string, any> {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties;
}

/** The only statement of the policies that allows the action. */
function statement(action: string): any {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  const found = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().includes(action));
  expect(found).toHaveLength(1);
  return found[0];
}

/** The resources of the statement that allows the action: of groups, of packages, or of both. */
function modelPackageArns(action: string): unknown[] {
  const arns = [statement(action).Resource].flat();
  expect(JSON.stringify(arns)).not.toContain('model-package*');
  return arns;
}

const sagemakerArn = (type: string, name: unknown, end: string[] = []) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sagemaker:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' },
    `:${type}/`, name, ...end]],
});
const glueArn = (type: string, name: unknown, end: string[] = []) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':glue:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' },
    `:${type}/`, name, ...end]],
});

describe.each<[string, () => string, unknown]>([
  ['a parameter', () => new CfnParameter(stack, 'Param').valueAsString, { Ref: 'Param' }],
  ['an imported value', () => Fn.importValue('export'), { 'Fn::ImportValue': 'export' }],
])('%s as', (_, token, resolved) => {
  test.each<[keyof SageMakerExecutionRoleProps, string]>([['roleName', 'RoleName'], ['path', 'Path'], ['description', 'Description']])(
    '%s arrives on the role', (property, rendered) => {
      makeRole({ [property]: token() });
      expect(roleProperties()[rendered]).toEqual(resolved);
    });

  test('part of a roleName and of a path arrives on the role', () => {
    const value = token();
    makeRole({ roleName: `training-${value}`, path: `/teams/${value}/` });
    expect(roleProperties()).toMatchObject({
      RoleName: { 'Fn::Join': ['', ['training-', resolved]] },
      Path: { 'Fn::Join': ['', ['/teams/', resolved, '/']] },
    });
  });

  test('a prefix scopes objects and listing', () => {
    makeRole({ minimal: true }, token());
    expect(statement('s3:PutObject').Resource)
      .toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::data/', resolved, '*']] });
    expect(statement('s3:ListBucket').Condition).toEqual({
      StringLike: { 's3:prefix': [{ 'Fn::Join': ['', [resolved, '*']] }] }, StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } },
    });
  });

  test('an entry of sourceArns is that of the only service', () => {
    makeRole({ sourceArns: [token()] });
    expect(roleProperties().AssumeRolePolicyDocument.Statement[0].Condition.ArnLike).toEqual({ 'aws:SourceArn': resolved });
  });

  test('an entry of sourceArns fails where the role trusts several services', () => {
    expect(() => makeRole({ roleType: SageMakerRoleType.FEATURE_STORE, sourceArns: [token()] }))
      .toThrow("Stack/Role: 'sourceArns' has an ARN that is a token, and the role trusts sagemaker.amazonaws.com, "
        + 'scheduler.amazonaws.com: use ARNs with a literal service, such as arn:aws:sagemaker:…');
  });

  test('part of an entry of sourceArns goes to the service that it names', () => {
    const sourceArn = `arn:${Aws.PARTITION}:scheduler:${Aws.REGION}:${Aws.ACCOUNT_ID}:schedule/${token()}`;
    makeRole({ roleType: SageMakerRoleType.FEATURE_STORE, sourceArns: [sourceArn] });
    const byService = Object.fromEntries(roleProperties().AssumeRolePolicyDocument.Statement
      .map(({ Principal, Condition }: any) => [Principal.Service, Condition.ArnLike]));
    expect(byService).toEqual({
      'sagemaker.amazonaws.com': undefined,
      'scheduler.amazonaws.com': {
        'aws:SourceArn': {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':scheduler:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' },
            ':schedule/', resolved]],
        },
      },
    });
  });

  test('an entry of modelPackageGroups scopes the groups and their versions', () => {
    makeRole({ modelPackageGroups: [token()] });
    expect(modelPackageArns('sagemaker:CreateModelPackageGroup')).toContainEqual(sagemakerArn('model-package-group', resolved));
    expect(modelPackageArns('sagemaker:CreateModelPackage')).toContainEqual(sagemakerArn('model-package', resolved, ['/*']));
  });

  test('an entry of mlflowServers scopes the calls to MLflow', () => {
    makeRole({ mlflowServers: [token()] });
    expect([statement('sagemaker-mlflow:CreateRun').Resource].flat()).toContainEqual(resolved);
  });

  test('an entry of glueDatabases scopes the catalog', () => {
    makeRole({ roleType: SageMakerRoleType.FEATURE_STORE, glueDatabases: [token()] });
    expect(statement('glue:GetTable').Resource).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':glue:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':catalog']] },
      glueArn('database', resolved),
      glueArn('table', resolved, ['/*']),
    ]);
  });

  test('an entry of metricNamespaces conditions the metrics', () => {
    makeRole({ metricNamespaces: [token()] });
    expect(statement('cloudwatch:PutMetricData').Condition).toEqual({ StringLike: { 'cloudwatch:namespace': [resolved] } });
  });

  test("the network's ownerAccountId owns the subnets", () => {
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] });
    const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')];
    makeRole({ network: { vpc, securityGroups, ownerAccountId: token() } });
    expect(statement('ec2:CreateNetworkInterface').Resource).toContainEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:', { Ref: 'AWS::Region' }, ':', resolved, ':subnet/subnet-1']],
    });
  });

  test('the name of an imported bucket names it', () => {
    new SageMakerExecutionRole(stack, 'Role', {
      roleType: SageMakerRoleType.TRAINING,
      buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Data', token()))],
      encryptionKeys: [],
    });
    expect(statement('s3:PutObject').Resource)
      .toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', resolved, '/*']] });
  });

  test('the clusterArn and the eksClusterArn of grantHyperPodConnect name the clusters', () => {
    SageMakerExecutionRole.grantHyperPodConnect(new iam.User(stack, 'User'), { clusterArn: token(), eksClusterArn: Fn.importValue('eks') });
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      { Action: 'sagemaker:DescribeCluster', Effect: 'Allow', Resource: resolved },
      { Action: ['eks:AccessKubernetesApi', 'eks:DescribeCluster'], Effect: 'Allow', Resource: { 'Fn::ImportValue': 'eks' } },
    ]);
  });
});

describe.each<[string, () => string[], unknown]>([
  ['a parameter of type CommaDelimitedList', () => new CfnParameter(stack, 'Param', { type: 'CommaDelimitedList' }).valueAsList, { Ref: 'Param' }],
  ['an imported list of unknown length', () => Fn.split(',', Fn.importValue('export')), { 'Fn::Split': [',', { 'Fn::ImportValue': 'export' }] }],
])('%s as', (_, list, resolved) => {
  test.each<[keyof Props, Props]>([
    ['modelPackageGroups', {}],
    ['mlflowServers', {}],
    ['pipelines', { roleType: SageMakerRoleType.FEATURE_STORE }],
    ['featureGroups', { roleType: SageMakerRoleType.FEATURE_STORE }],
    ['glueDatabases', { roleType: SageMakerRoleType.FEATURE_STORE }],
  ])('%s fails, and says how to give its entries one by one', (property, props) => {
    expect(() => makeRole({ ...props, [property]: list() })).toThrow(
      `Stack/Role: '${property}' is a token that stands for a list: list its values one by one, with Fn.select(0, …) and so on`);
  });

  test.each<[keyof Props, Props]>([
    ['modelPackageGroups', {}],
    ['mlflowServers', {}],
    ['pipelines', { roleType: SageMakerRoleType.FEATURE_STORE }],
    ['featureGroups', { roleType: SageMakerRoleType.FEATURE_STORE }],
    ['glueDatabases', { roleType: SageMakerRoleType.FEATURE_STORE }],
  ])('%s works entry by entry, as the error says', (property, props) => {
    const values = list();
    makeRole({ ...props, [property]: [Fn.select(0, values), Fn.select(1, values)] });
    const rendered = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(rendered).toContain(JSON.stringify({ 'Fn::Select': [0, resolved] }));
    expect(rendered).toContain(JSON.stringify({ 'Fn::Select': [1, resolved] }));
  });

  test('metricNamespaces is the list of the condition', () => {
    makeRole({ metricNamespaces: list() });
    expect(statement('cloudwatch:PutMetricData').Condition).toEqual({ StringLike: { 'cloudwatch:namespace': resolved } });
  });

  test('sourceArns is the list of the condition where the role trusts one service', () => {
    makeRole({ sourceArns: list() });
    expect(roleProperties().AssumeRolePolicyDocument.Statement[0].Condition.ArnLike).toEqual({ 'aws:SourceArn': resolved });
  });

  test('sourceArns fails where the role trusts several services', () => {
    expect(() => makeRole({ roleType: SageMakerRoleType.PIPELINE, minimal: true, features: [SageMakerFeature.SCHEDULES], sourceArns: list() }))
      .toThrow("Stack/Role: 'sourceArns' is a list token, and the role trusts sagemaker.amazonaws.com, "
        + 'scheduler.amazonaws.com: use ARNs with a literal service, such as arn:aws:sagemaker:…');
  });
});

describe('an imported list of known length as', () => {
  const entry = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [',', { 'Fn::ImportValue': 'export' }] }] });
  const list = () => Fn.importListValue('export', 2, ',');

  test('sourceArns, modelPackageGroups, mlflowServers and metricNamespaces works entry by entry', () => {
    makeRole({ sourceArns: list(), modelPackageGroups: list(), mlflowServers: list(), metricNamespaces: list() });
    expect(roleProperties().AssumeRolePolicyDocument.Statement[0].Condition.ArnLike).toEqual({ 'aws:SourceArn': [entry(0), entry(1)] });
    expect(modelPackageArns('sagemaker:CreateModelPackageGroup')).toEqual(expect.arrayContaining([
      sagemakerArn('model-package-group', entry(0)), sagemakerArn('model-package-group', entry(1)),
    ]));
    expect(statement('sagemaker-mlflow:CreateRun').Resource).toEqual([entry(0), entry(1)]);
    expect(statement('cloudwatch:PutMetricData').Condition).toEqual({ StringLike: { 'cloudwatch:namespace': [entry(0), entry(1)] } });
  });

  test('glueDatabases works entry by entry', () => {
    makeRole({ roleType: SageMakerRoleType.FEATURE_STORE, glueDatabases: list() });
    expect(statement('glue:GetTable').Resource).toEqual(expect.arrayContaining([glueArn('database', entry(0)), glueArn('database', entry(1))]));
  });
});

test('a role whose name only the deployment knows warns as one with a fixed name', () => {
  const role = makeRole({ roleName: Token.asString({ Ref: 'AWS::StackName' }) });
  expect(role.node.metadata.map(({ data }) => data))
    .toContainEqual(expect.stringContaining('[ack: cdk-sagemaker-execution-role:fixedRoleName]'));
});
