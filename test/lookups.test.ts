import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  BucketAccess, RoleRequirements, RoleValidation, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType, Workload,
} from '../src';

const ACCOUNT = '111122223333';
const CONTEXT_KEY = `ssm:account=${ACCOUNT}:parameterName=/team/value:region=eu-west-1`;
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/team/given`;
const { TRAINING, FEATURE_STORE } = SageMakerRoleType;

const bucketOf = (stack: Stack) => (stack.node.tryFindChild('Data') as s3.IBucket | undefined) ?? s3.Bucket.fromBucketName(stack, 'Data', 'team-data');
const create = (stack: Stack, more: Partial<Workload> & { sourceArns?: string[] }) => new SageMakerExecutionRole(stack, 'Role', {
  roleType: TRAINING, encryptionKeys: [], buckets: [BucketAccess.readOnly(bucketOf(stack))], ...more,
});
const workload = (stack: Stack): Workload => ({
  roleType: TRAINING, minimal: true, encryptionKeys: [], buckets: [BucketAccess.readOnly(bucketOf(stack))],
});
const vpcOf = (stack: Stack) => (stack.node.tryFindChild('Vpc') as ec2.IVpc | undefined) ?? ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0' });
const inVpc = (stack: Stack, subnets?: ec2.SubnetSelection) =>
  create(stack, { network: { vpc: vpcOf(stack), subnets, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')] } });
// A name with slashes, as most parameters have.
const parameter = (stack: Stack) => ssm.StringParameter.valueFromLookup(stack, '/team/value');

/** The uses of a lookup, by name, with the value that the second pass finds, if it is a parameter's. */
const CASES: Record<string, [use: (stack: Stack) => unknown, value?: string]> = {
  'a VPC': [(stack) => inVpc(stack)],
  'a VPC with a filter of subnets': [(stack) => inVpc(stack, { subnetFilters: [ec2.SubnetFilter.byIds(['subnet-0123'])] })],
  'a VPC with a group of subnets': [(stack) => inVpc(stack, { subnetGroupName: 'Jobs' })],
  'a VPC whose owner is a parameter': [(stack) => create(stack, {
    network: { vpc: vpcOf(stack), securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')], ownerAccountId: parameter(stack) },
  }), '444455556666'],
  'a security group': [(stack) => create(stack, {
    network: { vpc: vpcOf(stack), securityGroups: [ec2.SecurityGroup.fromLookupByName(stack, 'Group', 'jobs', vpcOf(stack))] },
  })],
  'a key': [(stack) => create(stack, { encryptionKeys: [kms.Key.fromLookup(stack, 'Key', { aliasName: 'alias/team' })] })],
  'a parameter as validated ARN': [(stack) => SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Role', parameter(stack), workload(stack)), ROLE_ARN],
  'a parameter as validated name': [(stack) => SageMakerExecutionRole.fromValidatedRoleName(stack, 'Role', parameter(stack), workload(stack)), 'given'],
  'a parameter as prefix': [(stack) => create(stack, { buckets: [BucketAccess.readOnly(bucketOf(stack), parameter(stack))] }), 'data/'],
  'a parameter as MLflow server': [(stack) => create(stack, { mlflowServers: [parameter(stack)] }), `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:mlflow-app/app`],
  'a parameter as model package group': [(stack) => create(stack, { modelPackageGroups: [parameter(stack)] }), 'group'],
  'a parameter as pipeline': [(stack) => create(stack, { roleType: FEATURE_STORE, encryptionKeys: undefined, pipelines: [parameter(stack)] }), 'weekly'],
  'a parameter as feature group': [(stack) => create(stack, { roleType: FEATURE_STORE, encryptionKeys: undefined, featureGroups: [parameter(stack)] }), 'features'],
  'a parameter as prefix of names': [(stack) => create(stack, {
    roleType: FEATURE_STORE, encryptionKeys: undefined, resourceNamePrefix: parameter(stack),
  }), 'team-'],
  'a parameter as Glue database': [(stack) => create(stack, { roleType: FEATURE_STORE, encryptionKeys: undefined, glueDatabases: [parameter(stack)] }), 'features'],
  'a parameter as metric namespace': [(stack) => create(stack, { metricNamespaces: [parameter(stack)] }), 'team/*'],
  'a parameter as source ARN': [(stack) => create(stack, { sourceArns: [parameter(stack)] }), `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:training-job/*`],
  'a parameter as source ARN of one of several services': [
    (stack) => create(stack, { roleType: FEATURE_STORE, encryptionKeys: undefined, sourceArns: [parameter(stack)] }), `arn:aws:scheduler:eu-west-1:${ACCOUNT}:schedule/*`,
  ],
  'a parameter as cluster': [(stack) => new RoleValidation(stack, 'Connect', {
    roleName: 'given', requirements: RoleRequirements.hyperPodConnect({ clusterArn: parameter(stack) }),
  }), `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:cluster/own`],
  'a parameter as condition key': [(stack) => SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Role', ROLE_ARN, workload(stack), {
    context: { 'aws:SourceVpc': [parameter(stack)] },
  }), 'vpc-1'],
};

/** Releases of CDK that can look up roles have this method. */
const { fromLookup } = iam.Role as { fromLookup?: (stack: Stack, id: string, options: { readonly roleName: string }) => iam.IRole };
if (fromLookup) {
  const role = (stack: Stack) => fromLookup.call(iam.Role, stack, 'Found', { roleName: 'given' });
  Object.assign(CASES, {
    'a role to validate': [(stack: Stack) => new RoleValidation(stack, 'Validation', { role: role(stack), requirements: RoleRequirements.executionRole(workload(stack)) })],
    'a role to import': [(stack: Stack) => SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Role', role(stack).roleArn, workload(stack))],
    'a role to pass': [(stack: Stack) => create(stack, { features: [SageMakerFeature.PASS_ROLE], passableRoles: [role(stack)] })],
  });
}

test.each(Object.entries(CASES))('survives the first pass of a synthesis that looks up %s', (_, [use, value]) => {
  const app = new App();
  use(new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } }));
  expect(app.synth().manifest.missing?.length).toBeGreaterThan(0);
  if (value === undefined) {
    return;
  }
  const second = new App({ context: { [CONTEXT_KEY]: value } });
  const stack = new Stack(second, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  use(stack);
  const { manifest } = second.synth();
  expect(manifest.missing?.filter(({ provider }) => provider === 'ssm') ?? []).toEqual([]);
});

test.each<[string, string, (stack: Stack) => unknown]>([
  ['a wrong ARN', 'x', CASES['a parameter as validated ARN'][0]],
  ['a wrong cluster', 'x', CASES['a parameter as cluster'][0]],
  ['a wrong server', 'x', CASES['a parameter as MLflow server'][0]],
  ['a wrong source ARN', 'x', CASES['a parameter as source ARN'][0]],
  ['a wrong owner', 'x', CASES['a VPC whose owner is a parameter'][0]],
])('fails in the second pass on %s', (_, value, use) => {
  const app = new App({ context: { [CONTEXT_KEY]: value } });
  expect(() => use(new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } }))).toThrow('"x"');
});
