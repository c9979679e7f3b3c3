import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { BucketAccess as Access, SageMakerFeature, Workload } from '../../../src';

export type Library = typeof import('../../../src');

export const FEATURE_SETS = ['minimal', 'default', 'all features'] as const;
export const SCOPES = ['open scopes', 'named scopes'] as const;
export const VALUES = ['literals', 'tokens'] as const;

export type FeatureSet = typeof FEATURE_SETS[number];
export type Values = typeof VALUES[number];

/** The environment of a stack whose values are literals. */
export const PLACE = { account: '111122223333', region: 'eu-west-1' };

/** The properties that select features. Before workloads had `minimal`, `features` replaced the defaults. */
export function featureProperties(set: FeatureSet, all: readonly string[], minimalExists: boolean): Partial<Workload> {
  switch (set) {
    case 'minimal': return minimalExists ? { minimal: true } as Partial<Workload> : { features: [] };
    case 'default': return {};
    // RETAG is an error until the workload lists what it retags.
    case 'all features': return { features: all.filter((feature) => feature !== 'retag') as SageMakerFeature[] };
  }
}

/**
 * A workload that names everything that it may name.
 *
 * The library itself says what a workload may name, so that this works with every layout of the policy files: a property that it refuses stays open.
 */
export function namedWorkload(library: Library, stack: Stack, values: Values, base: Workload): Workload {
  const named = values === 'literals' ? literalProperties(library, stack) : tokenProperties(library, stack);
  return named.reduce((workload, property) => {
    const next = { ...workload, ...property(workload) };
    return accepts(library, next) ? next : workload;
  }, base);
}

function accepts({ SageMakerExecutionRole }: Library, workload: Workload): boolean {
  try {
    return SageMakerExecutionRole.requiredActions(workload).length > 0;
  } catch {
    return false;
  }
}

type PropertyOf = (workload: Workload) => Partial<Workload>;

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${PLACE.region}:${PLACE.account}:${resource}`;
}

function literalProperties({ BucketAccess }: Library, stack: Stack): PropertyOf[] {
  const bucket = (name: string) => s3.Bucket.fromBucketName(stack, name, name);
  const added = (access: Access): PropertyOf => ({ buckets = [] }) => ({ buckets: [...buckets, access] });
  return [
    added(BucketAccess.readWrite(bucket('own-data'), 'team/')),
    added(BucketAccess.readOnly(bucket('own-input'))),
    added(BucketAccess.readOnly(bucket('own-archive'), 'year=2025/')),
    added(BucketAccess.writeOnly(bucket('own-output'), 'results')),
    () => ({ encryptionKeys: [kms.Key.fromKeyArn(stack, 'Key', arn('kms', 'key/own-key'))] }),
    () => ({ keysViaServiceOnly: true }),
    () => ({ repositories: [ecr.Repository.fromRepositoryArn(stack, 'Repository', arn('ecr', 'repository/own-image'))] }),
    () => ({
      network: {
        vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['subnet-1', 'subnet-2'] }),
        securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
        ownerAccountId: '999988887777',
      },
    }),
    () => ({ passableRoles: [iam.Role.fromRoleArn(stack, 'Passed', 'arn:aws:iam::111122223333:role/passed')] }),
    () => ({
      functions: [lambda.Function.fromFunctionArn(stack, 'Function', arn('lambda', 'function:step')),
        lambda.Function.fromFunctionArn(stack, 'Alias', arn('lambda', 'function:other:live'))],
    }),
    () => ({ topics: [sns.Topic.fromTopicArn(stack, 'Topic', arn('sns', 'answers'))] }),
    () => ({ queues: [sqs.Queue.fromQueueArn(stack, 'Queue', arn('sqs', 'callbacks'))] }),
    () => ({ modelPackageGroups: ['churn', 'sales'] }),
    () => ({ mlflowServers: [arn('sagemaker', 'mlflow-tracking-server/own'), arn('sagemaker', 'mlflow-app/own')] }),
    () => ({ pipelines: ['weekly', 'daily'] }),
    () => ({ featureGroups: ['customers'] }),
    () => ({ resourceNamePrefix: 'team-' }),
    () => ({ glueDatabases: ['sales'] }),
    () => ({ metricNamespaces: ['/aws/sagemaker/*'] }),
  ];
}

/** Resources of the stack itself, and resources that are imported by values which only the deployment knows. */
function tokenProperties({ BucketAccess }: Library, stack: Stack): PropertyOf[] {
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  const ofStack = (service: string, resource: string) => stack.formatArn({ service, resource });
  const key = new kms.Key(stack, 'Key');
  const data = new s3.Bucket(stack, 'Data', { encryptionKey: key });
  return [
    () => ({ buckets: [BucketAccess.readWrite(data, 'team/'), BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Input', parameter('InputName')))] }),
    ({ buckets = [] }) => ({ buckets: [...buckets, BucketAccess.writeOnly(new s3.Bucket(stack, 'Output'), parameter('Prefix'))] }),
    () => ({ encryptionKeys: [key, kms.Key.fromKeyArn(stack, 'ImportedKey', parameter('KeyArn'))] }),
    () => ({ keysViaServiceOnly: true }),
    () => ({ repositories: [new ecr.Repository(stack, 'Repository')] }),
    () => {
      const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 2, subnetConfiguration: [{ name: 'Jobs', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
      return { network: { vpc, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc })] } };
    },
    () => ({ passableRoles: [new iam.Role(stack, 'Passed', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') })] }),
    () => {
      const own = new lambda.Function(stack, 'Function', {
        runtime: lambda.Runtime.PYTHON_3_12, handler: 'index.handler', code: lambda.Code.fromInline('def handler(event, context): pass'),
      });
      return { functions: [own, lambda.Function.fromFunctionArn(stack, 'ImportedFunction', parameter('FunctionArn')), own.addAlias('live')] };
    },
    () => ({ topics: [new sns.Topic(stack, 'Topic')] }),
    () => ({ queues: [new sqs.Queue(stack, 'Queue')] }),
    () => ({ modelPackageGroups: [parameter('ModelPackageGroup')] }),
    () => ({ mlflowServers: [ofStack('sagemaker', 'mlflow-tracking-server/own'), Fn.importValue('MlflowAppArn')] }),
    () => ({ pipelines: [parameter('Pipeline')] }),
    () => ({ featureGroups: [parameter('FeatureGroup')] }),
    () => ({ resourceNamePrefix: parameter('NamePrefix') }),
    () => ({ glueDatabases: [parameter('Database')] }),
    () => ({ metricNamespaces: [parameter('Namespace')] }),
  ];
}
