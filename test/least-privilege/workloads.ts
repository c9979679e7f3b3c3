import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { BucketAccess, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType, Workload } from '../../src';
import { roleTypeData } from '../../src/core/grant/data/policy-data';
import { knownScopes } from '../../testing/workload/known-scopes';

export const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

const arn = (service: string, rest: string) => `arn:aws:${service}:${PLACE.region}:${PLACE.account}:${rest}`;

/** Whether a statement of these features has the placeholder. */
function uses(roleType: SageMakerRoleType, features: readonly string[], placeholder: string): boolean {
  return roleTypeData(roleType).statements
    .filter(({ feature }) => !feature || features.includes(feature))
    .some((statement) => JSON.stringify(statement).includes(placeholder));
}

/** A workload that names everything that it can name. */
export function namedWorkload(stack: Stack, roleType: SageMakerRoleType, features: SageMakerFeature[]): Workload {
  const when = <T>(placeholder: string, value: () => T) => uses(roleType, features, placeholder) ? value() : undefined;
  return {
    roleType,
    minimal: true,
    features,
    ...knownScopes(roleType, {
      buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket'), 'team/')],
      encryptionKeys: [kms.Key.fromKeyArn(stack, 'Key', arn('kms', 'key/own-key'))],
    }),
    repositories: when('epositories}', () => [ecr.Repository.fromRepositoryArn(stack, 'Repository', arn('ecr', 'repository/own-image'))]),
    network: when('"network"', () => ({
      vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-own', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['subnet-own'],
      }),
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-own')],
    })),
    passableRoles: when('{passableRoles}', () => [iam.Role.fromRoleArn(stack, 'Passed', `arn:aws:iam::${PLACE.account}:role/own-passed`)]),
    functions: when('{functions}', () => [lambda.Function.fromFunctionArn(stack, 'Function', arn('lambda', 'function:own-function'))]),
    topics: when('{topics}', () => [sns.Topic.fromTopicArn(stack, 'Topic', arn('sns', 'own-topic'))]),
    queues: when('{queues}', () => [sqs.Queue.fromQueueArn(stack, 'Queue', arn('sqs', 'own-queue'))]),
    modelPackageGroups: when('odelPackage', () => ['own-group']),
    pipelines: when('{pipelines}', () => ['own-pipeline']),
    featureGroups: when('{featureGroups}', () => ['own-features']),
    resourceNamePrefix: when('{resourceNamePrefix}', () => 'own-'),
    mlflowServers: when('{mlflow', () => [arn('sagemaker', 'mlflow-tracking-server/own'), arn('sagemaker', 'mlflow-app/own')]),
    glueDatabases: when('{glueTables}', () => ['own_database']),
    metricNamespaces: when('{metricNamespaces}', () => ['/aws/sagemaker/*']),
  };
}

/** Each role type without features, with each alone, by default, and with all. */
export const CASES = Object.values(SageMakerRoleType).flatMap((roleType): [SageMakerRoleType, string, SageMakerFeature[]][] => {
  const all = Object.keys(roleTypeData(roleType).features) as SageMakerFeature[];
  return [
    [roleType, 'no feature', []],
    ...all.map((feature): [SageMakerRoleType, string, SageMakerFeature[]] => [roleType, feature, [feature]]),
    [roleType, 'default', SageMakerExecutionRole.defaultFeatures(roleType)],
    [roleType, 'every feature', all],
  ];
});

/** One stack per case, with a role of the workload that `make` returns. The template has no fixed account or region. */
export function stacksOf(
  make: (stack: Stack, roleType: SageMakerRoleType, features: SageMakerFeature[]) => Workload, cases = CASES,
): Map<string, Stack> {
  const app = new App();
  return new Map(cases.map(([roleType, name, features]) => {
    const stack = new Stack(app, `${roleType}-${name}`.replace(/[_ ]/g, '-'));
    new SageMakerExecutionRole(stack, 'Role', make(stack, roleType, features));
    return [`${roleType} ${name}`, stack];
  }));
}
