/**
 * An app of a consumer: every kind of resource that the package makes. `node app.js <folder>` synthesizes it into the folder; with `before` or
 * `after`, constructs that have nothing to do with the package stand before or after its own.
 */
import { App, CfnOutput, Duration, Stack, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  BucketAccess, PolicyAttachment, RoleRequirements, RoleValidation, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType, VerdictAction,
} from 'cdk-sagemaker-execution-role';

/** A role of each type, as little said of it as can be, and one attached the other way. */
function addOpenRoles(stack: Stack): void {
  for (const roleType of Object.values(SageMakerRoleType)) {
    new SageMakerExecutionRole(stack, `${roleType}-role`, { roleType });
  }
  new SageMakerExecutionRole(stack, 'AfterRole', { roleType: SageMakerRoleType.TRAINING, policyAttachment: PolicyAttachment.AFTER_ROLE });
}

/** A role of each type with all that its scope can name. */
function addScopedRoles(stack: Stack): void {
  const key = new kms.Key(stack, 'Key');
  const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: key });
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 2, subnetConfiguration: [{ name: 'Jobs', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  const workload = {
    buckets: [BucketAccess.readWrite(bucket, 'models/'), BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Read', 'read'))],
    encryptionKeys: [key],
  };
  const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:step';
  const training = new SageMakerExecutionRole(stack, 'Training', {
    roleType: SageMakerRoleType.TRAINING,
    features: [SageMakerFeature.VPC, SageMakerFeature.VOLUME_ENCRYPTION],
    ...workload,
    network: { vpc, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc })] },
    repositories: [new ecr.Repository(stack, 'Images')],
    metricNamespaces: ['/aws/sagemaker/*'],
    maxSessionDuration: Duration.hours(12),
    permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
    roleName: 'training',
    path: '/ml/',
  });
  new SageMakerExecutionRole(stack, 'Serving', {
    roleType: SageMakerRoleType.SERVING,
    features: [SageMakerFeature.ASYNC_INFERENCE],
    ...workload,
    topics: [new sns.Topic(stack, 'Answers')],
  });
  new SageMakerExecutionRole(stack, 'Pipeline', {
    roleType: SageMakerRoleType.PIPELINE,
    minimal: true,
    features: [SageMakerFeature.FUNCTIONS, SageMakerFeature.CALLBACKS, SageMakerFeature.TRAINING_JOBS],
    ...workload,
    passableRoles: [training],
    functions: [lambda.Function.fromFunctionArn(stack, 'Step', functionArn)],
    queues: [new sqs.Queue(stack, 'Callbacks')],
  });
  new SageMakerExecutionRole(stack, 'FeatureStore', { roleType: SageMakerRoleType.FEATURE_STORE, ...workload, glueDatabases: ['sales'], featureGroups: ['customers'], resourceNamePrefix: 'team-' });
  Tags.of(stack).add('team', 'forecasts');
}

/** Validates an existing role by ARN, one by name, a role of the app and a connection to HyperPod at deploy time. */
function addValidations(stack: Stack): void {
  const workload = {
    roleType: SageMakerRoleType.TRAINING,
    buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Data', 'data'))],
    encryptionKeys: [],
  };
  const handed = SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', 'arn:aws:iam::111122223333:role/ml/handed', workload);
  SageMakerExecutionRole.fromValidatedRoleName(stack, 'Named', 'named', workload);
  const role = new SageMakerExecutionRole(stack, 'Own', workload);
  new RoleValidation(role, 'Validation', { role, requirements: role.requirements, onInvalid: VerdictAction.WARN });
  new RoleValidation(stack, 'Connection', { role: iam.Role.fromRoleName(stack, 'Scientist', 'scientist'), requirements: RoleRequirements.hyperPodConnect() });
  SageMakerExecutionRole.grantHyperPodConnect(new iam.Group(stack, 'Scientists'), {
    clusterArn: 'arn:aws:sagemaker:eu-west-1:111122223333:cluster/a1b2c3d4e5f6',
    eksClusterArn: 'arn:aws:eks:eu-west-1:111122223333:cluster/training',
  });
  new CfnOutput(stack, 'HandedArn', { value: handed.roleArn });
}

/** Resources that are unrelated to the package, of the types that it makes itself. */
function addUnrelated(stack: Stack): void {
  new logs.LogGroup(stack, 'UnrelatedLogs');
  new iam.Role(stack, 'UnrelatedRole', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
  new lambda.Function(stack, 'UnrelatedFunction', {
    runtime: lambda.Runtime.PYTHON_3_12, handler: 'index.handler', code: lambda.Code.fromInline('def handler(event, context):\n  pass'),
  });
}

const [outdir, unrelated] = process.argv.slice(2);
const app = new App({ outdir });
const env = { account: '111122223333', region: 'eu-west-1' };
for (const [id, addOwn, props] of [['OpenRoles', addOpenRoles], ['ScopedRoles', addScopedRoles, { env }], ['Validations', addValidations]] as const) {
  const stack = new Stack(app, id, props);
  if (unrelated === 'before') {
    addUnrelated(stack);
  }
  addOwn(stack);
  if (unrelated === 'after') {
    addUnrelated(stack);
  }
}
app.synth();
