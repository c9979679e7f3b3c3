import { App, Environment, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { BucketAccess, PolicyAttachment, SageMakerExecutionRole, SageMakerRoleType, Workload } from '../../src';
import { roleTypeData } from '../../src/core/grant/data/policy-data';
import { resolveTemplate } from '../../testing/offline-iam/template-roles';
import { knownScopes } from '../../testing/workload/known-scopes';
import { unnamedFeatures } from '../../testing/workload/unnamed-features';

const T = SageMakerRoleType;

const networkIn = (stack: Stack, name: string) => ({
  vpc: ec2.Vpc.fromVpcAttributes(stack, `${name}Vpc`, { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] }),
  securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, `${name}Group`, 'sg-1')],
});

/** Every property that scopes something, with a value that names no partition. */
const SCOPES: { readonly [P in Exclude<keyof Workload, 'roleType' | 'features' | 'minimal' | 'buckets' | 'encryptionKeys'>]-?: (stack: Stack) => Partial<Workload> } = {
  keysViaServiceOnly: (stack) => ({ keysViaServiceOnly: true, encryptionKeys: [new kms.Key(stack, 'HeldKey')] }),
  passSelf: () => ({ passSelf: true }),
  repositories: (stack) => ({ repositories: [ecr.Repository.fromRepositoryName(stack, 'Repository', 'images')] }),
  network: (stack) => ({ network: networkIn(stack, 'Own') }),
  anyAuthorizedService: (stack) => ({ anyAuthorizedService: true, network: networkIn(stack, 'Any') }),
  passableRoles: (stack) => ({ passableRoles: [iam.Role.fromRoleName(stack, 'Passable', 'passable')] }),
  functions: (stack) => ({ functions: [lambda.Function.fromFunctionName(stack, 'Function', 'reward')] }),
  topics: (stack) => ({ topics: [new sns.Topic(stack, 'Topic')] }),
  queues: (stack) => ({ queues: [new sqs.Queue(stack, 'Queue')] }),
  modelPackageGroups: () => ({ modelPackageGroups: ['group'] }),
  mlflowServers: (stack) => ({
    mlflowServers: [
      stack.formatArn({ service: 'sagemaker', resource: 'mlflow-tracking-server', resourceName: 'server' }),
      stack.formatArn({ service: 'sagemaker', resource: 'mlflow-app', resourceName: 'app' }),
    ],
  }),
  pipelines: () => ({ pipelines: ['pipeline'] }),
  featureGroups: () => ({ featureGroups: ['features'] }),
  resourceNamePrefix: () => ({ resourceNamePrefix: 'team-' }),
  glueDatabases: () => ({ glueDatabases: ['database'] }),
  metricNamespaces: () => ({ metricNamespaces: ['/aws/sagemaker/*'] }),
  resourceTags: () => ({ resourceTags: { team: 'ml' } }),
  jobConditions: () => ({ jobConditions: {} }),
  additionalPermissions: (stack) => ({
    additionalPermissions: [{
      actions: ['ssm:GetParameter'], resources: [stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: 'team/*' })], reason: 'Reads settings.',
    }],
  }),
};

/** Which of them every role type takes. */
const OF_ALL: readonly (keyof typeof SCOPES)[] = ['jobConditions', 'additionalPermissions'];

/** Which of the others each role type takes. */
const TAKEN: Readonly<Record<SageMakerRoleType, (keyof typeof SCOPES)[]>> = {
  [T.TRAINING]: [
    'keysViaServiceOnly', 'passSelf', 'repositories', 'network', 'anyAuthorizedService', 'passableRoles', 'functions', 'modelPackageGroups', 'mlflowServers',
    'resourceNamePrefix', 'metricNamespaces', 'resourceTags',
  ],
  [T.SERVING]: ['keysViaServiceOnly', 'repositories', 'network', 'anyAuthorizedService', 'functions', 'topics', 'modelPackageGroups', 'resourceNamePrefix', 'metricNamespaces', 'resourceTags'],
  [T.PIPELINE]: ['keysViaServiceOnly', 'passSelf', 'repositories', 'passableRoles', 'functions', 'queues', 'modelPackageGroups', 'pipelines', 'resourceNamePrefix', 'metricNamespaces', 'resourceTags'],
  [T.FEATURE_STORE]: ['passSelf', 'repositories', 'passableRoles', 'pipelines', 'featureGroups', 'resourceNamePrefix', 'glueDatabases', 'metricNamespaces', 'resourceTags'],
  [T.BEDROCK]: ['keysViaServiceOnly', 'network', 'functions', 'modelPackageGroups', 'resourceTags'],
  [T.HYPERPOD]: ['keysViaServiceOnly', 'repositories', 'functions', 'mlflowServers', 'metricNamespaces'],
  [T.HYPERPOD_CLUSTER]: ['keysViaServiceOnly', 'repositories', 'network', 'anyAuthorizedService'],
  [T.HYPERPOD_AUTOSCALING]: [],
  [T.AGENT_TRAINING]: ['network', 'anyAuthorizedService', 'functions', 'modelPackageGroups', 'mlflowServers', 'resourceNamePrefix', 'resourceTags'],
  [T.MODEL_EVALUATION]: ['keysViaServiceOnly', 'passSelf', 'repositories', 'network', 'anyAuthorizedService', 'passableRoles', 'mlflowServers', 'pipelines', 'resourceNamePrefix', 'metricNamespaces', 'resourceTags'],
  [T.PROCESSING]: ['keysViaServiceOnly', 'repositories', 'resourceNamePrefix', 'metricNamespaces', 'resourceTags'],
  [T.AUTOML]: ['keysViaServiceOnly', 'repositories', 'passableRoles', 'resourceNamePrefix', 'metricNamespaces', 'resourceTags'],
  [T.LABELING]: ['keysViaServiceOnly', 'network', 'anyAuthorizedService', 'functions', 'topics', 'resourceNamePrefix', 'metricNamespaces', 'resourceTags'],
  [T.COMPILATION]: ['keysViaServiceOnly', 'network', 'anyAuthorizedService', 'resourceNamePrefix', 'metricNamespaces', 'resourceTags'],
  [T.IMAGE]: ['repositories', 'resourceNamePrefix'],
  [T.MLFLOW]: ['keysViaServiceOnly', 'modelPackageGroups', 'resourceNamePrefix'],
  [T.PARTNER_APP]: ['keysViaServiceOnly'],
  [T.GEOSPATIAL]: ['keysViaServiceOnly'],
  [T.NOTEBOOK]: ['keysViaServiceOnly', 'passSelf', 'repositories', 'passableRoles', 'modelPackageGroups', 'mlflowServers', 'pipelines', 'resourceNamePrefix', 'metricNamespaces', 'resourceTags'],
  [T.STUDIO]: ['keysViaServiceOnly', 'passSelf', 'repositories', 'passableRoles', 'modelPackageGroups', 'mlflowServers', 'pipelines', 'resourceNamePrefix', 'metricNamespaces', 'resourceTags'],
};

/** The services that each role type trusts with all of its features. */
const TRUSTED: Readonly<Record<SageMakerRoleType, string[]>> = {
  [T.TRAINING]: ['sagemaker.amazonaws.com'],
  [T.SERVING]: ['sagemaker.amazonaws.com'],
  [T.PIPELINE]: ['events.amazonaws.com', 'sagemaker.amazonaws.com', 'scheduler.amazonaws.com'],
  [T.FEATURE_STORE]: ['events.amazonaws.com', 'glue.amazonaws.com', 'sagemaker.amazonaws.com', 'scheduler.amazonaws.com'],
  [T.BEDROCK]: ['bedrock.amazonaws.com'],
  [T.HYPERPOD]: ['pods.eks.amazonaws.com', 'sagemaker.amazonaws.com'],
  [T.HYPERPOD_CLUSTER]: ['sagemaker.amazonaws.com'],
  [T.HYPERPOD_AUTOSCALING]: ['hyperpod.sagemaker.amazonaws.com'],
  [T.AGENT_TRAINING]: ['job.sagemaker.amazonaws.com'],
  [T.MODEL_EVALUATION]: ['sagemaker.amazonaws.com'],
  [T.PROCESSING]: ['sagemaker.amazonaws.com'],
  [T.AUTOML]: ['sagemaker.amazonaws.com'],
  [T.LABELING]: ['sagemaker.amazonaws.com'],
  [T.COMPILATION]: ['sagemaker.amazonaws.com'],
  [T.IMAGE]: ['sagemaker.amazonaws.com'],
  [T.MLFLOW]: ['sagemaker.amazonaws.com'],
  [T.PARTNER_APP]: ['sagemaker.amazonaws.com'],
  [T.GEOSPATIAL]: ['sagemaker-geospatial.amazonaws.com'],
  [T.NOTEBOOK]: ['sagemaker.amazonaws.com'],
  [T.STUDIO]: ['sagemaker.amazonaws.com'],
};

const allFeatures = (roleType: SageMakerRoleType) => Object.keys(roleTypeData(roleType).features) as Workload['features'];

/** Whether AWS documents a condition on source ARNs for a service that the role trusts. */
const sourceServiceOf = (roleType: SageMakerRoleType) =>
  roleTypeData(roleType).trust.find(({ undocumentedConditions }) => !undocumentedConditions)!.service.split('.')[0];
const hasSourceArns = (roleType: SageMakerRoleType) => roleTypeData(roleType).trust.some(({ undocumentedConditions }) => !undocumentedConditions);

/** A role with all features: every scope named, or every scope omitted. */
function template(roleType: SageMakerRoleType, env: Environment | undefined, scoped: boolean): any {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env });
  const data = knownScopes(roleType, {
    buckets: [
      BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Data', 'data'), 'prefix/'),
      BucketAccess.readOnly(new s3.Bucket(stack, 'Read')),
      BucketAccess.writeOnly(new s3.Bucket(stack, 'Write', { encryption: s3.BucketEncryption.KMS })),
    ],
    encryptionKeys: [new kms.Key(stack, 'Key')],
  });
  const workload = scoped ? {
    ...data,
    ...Object.assign({}, ...[...TAKEN[roleType], ...OF_ALL].map((property) => SCOPES[property](stack))),
  } : {};
  const role = new SageMakerExecutionRole(stack, 'Role', {
    roleType,
    features: scoped ? allFeatures(roleType) : unnamedFeatures(roleType),
    policyAttachment: scoped ? PolicyAttachment.BEFORE_ROLE : PolicyAttachment.AFTER_ROLE,
    ...scoped && hasSourceArns(roleType) ? { sourceArns: [stack.formatArn({ service: sourceServiceOf(roleType), resource: 'job', resourceName: '*' })] } : {},
    ...workload,
  });
  const caller = new iam.User(stack, 'Caller');
  role.grantPassRoleToService(caller);
  SageMakerExecutionRole.grantHyperPodConnect(caller, {
    clusterArn: stack.formatArn({ service: 'sagemaker', resource: 'cluster', resourceName: 'id' }),
    eksClusterArn: stack.formatArn({ service: 'eks', resource: 'cluster', resourceName: 'name' }),
  });
  return app.synth().getStackByName('Stack').template;
}

/** The partitions of the ARNs in a text. */
const partitionsIn = (value: unknown) => [...new Set([...JSON.stringify(value).matchAll(/arn:([\w-]+):/g)].map(([, partition]) => partition))];

describe.each(Object.values(T))('a %s role', (roleType) => {
  test('takes the scopes that are listed here, and no others', () => {
    const features = unnamedFeatures(roleType);
    const taken = Object.entries(SCOPES).filter(([, make]) => {
      try {
        SageMakerExecutionRole.requiredActions({ roleType, features, ...make(new Stack()) });
        return true;
      } catch {
        return false;
      }
    }).map(([property]) => property);
    expect(taken).toEqual([...TAKEN[roleType], ...OF_ALL]);
  });

  describe.each<[string, boolean]>([['with everything scoped', true], ['with every scope omitted', false]])('%s', (_, scoped) => {
    test.each<[string, Environment | undefined, string[]]>([
      ['agnostic of its environment', undefined, []],
      ['in China', { region: 'cn-north-1' }, ['aws-cn']],
      ['in China, with an account', { region: 'cn-north-1', account: '123456789012' }, ['aws-cn']],
      ['in GovCloud', { region: 'us-gov-west-1', account: '123456789012' }, ['aws-us-gov']],
    ])('names no foreign partition %s', (__, env, partitions) => {
      const synthesized = template(roleType, env, scoped);
      const text = JSON.stringify(synthesized.Resources);
      expect(text).not.toContain('arn:aws:');
      expect(partitionsIn(synthesized.Resources).filter((partition) => !partitions.includes(partition))).toEqual([]);
      expect(text.includes('AWS::Partition') || partitionsIn(synthesized.Resources).length === 1).toBe(true);
    });

    test('has ARNs of one partition once it is deployed to China', () => {
      const place = { partition: 'aws-cn', region: 'cn-north-1', account: '123456789012' };
      for (const env of [undefined, { region: place.region, account: place.account }]) {
        expect(partitionsIn(resolveTemplate(template(roleType, env, scoped), place).Resources)).toEqual(['aws-cn']);
      }
    });

    test('trusts services by their names of everywhere, in China too', () => {
      for (const env of [undefined, { region: 'cn-north-1', account: '123456789012' }]) {
        const synthesized = template(roleType, env, scoped);
        const role: any = Object.values<any>(synthesized.Resources).find(({ Type }) => Type === 'AWS::IAM::Role');
        expect(role.Properties.AssumeRolePolicyDocument.Statement.map(({ Principal }: any) => Principal.Service).sort()).toEqual(TRUSTED[roleType]);
        expect(JSON.stringify(synthesized.Resources)).not.toContain('amazonaws.com.cn');
        expect(JSON.stringify(synthesized.Resources)).not.toContain('AWS::URLSuffix');
      }
    });
  });
});
