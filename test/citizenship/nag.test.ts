import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';
import { BucketAccess, RoleRequirements, RoleValidation, SageMakerExecutionRole, SageMakerRoleType, ValidationHandlerOptions, Workload } from '../../src';
import { knownScopes } from '../../testing/workload/known-scopes';

const T = SageMakerRoleType;
const ALL = Object.values(T);

/** An app with one role of each type, its default features scoped as far as they can be. */
function makeApp(): { app: App; roles: Map<SageMakerRoleType, SageMakerExecutionRole> } {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const buckets = [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Data', 'data'), 'prefix/')];
  const encryptionKeys = [kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1234')];
  const repositories = [ecr.Repository.fromRepositoryName(stack, 'Repository', 'images')];
  const functions = [lambda.Function.fromFunctionName(stack, 'Function', 'reward')];
  const mlflowServers = [stack.formatArn({ service: 'sagemaker', resource: 'mlflow-app', resourceName: 'app' })];
  const modelPackageGroups = ['group'];
  const network = {
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] }),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
  };
  const scopes: Readonly<Record<SageMakerRoleType, Partial<Workload>>> = {
    [T.TRAINING]: { repositories, functions, mlflowServers, modelPackageGroups, network },
    [T.SERVING]: { repositories, modelPackageGroups },
    [T.PIPELINE]: {},
    [T.FEATURE_STORE]: { glueDatabases: ['database'], featureGroups: ['features'], pipelines: ['pipeline'] },
    [T.BEDROCK]: { modelPackageGroups },
    [T.HYPERPOD]: { repositories, functions, mlflowServers },
    [T.HYPERPOD_CLUSTER]: {},
    [T.HYPERPOD_AUTOSCALING]: {},
    [T.AGENT_TRAINING]: { modelPackageGroups },
    [T.MODEL_EVALUATION]: { repositories, mlflowServers, resourceNamePrefix: 'team-' },
    [T.PROCESSING]: { repositories },
    [T.AUTOML]: { repositories },
    [T.LABELING]: {},
    [T.COMPILATION]: {},
    [T.IMAGE]: { repositories },
    [T.MLFLOW]: {},
    [T.PARTNER_APP]: {},
    [T.GEOSPATIAL]: {},
    [T.NOTEBOOK]: {},
    [T.STUDIO]: {},
  };
  const roles = new Map(ALL.map((roleType) => [roleType, new SageMakerExecutionRole(stack, roleType, {
    roleType, ...knownScopes(roleType, { buckets, encryptionKeys }), ...scopes[roleType],
  })]));
  return { app, roles };
}

const own = (service: string, resource: string) => `arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>:${resource}`;

/** The remaining wildcards, with their role types and the reason for them. */
const WILDCARDS: readonly [resource: string, roleTypes: readonly SageMakerRoleType[], reason: string][] = [
  ['arn:<AWS::Partition>:s3:::data/prefix/*', ALL.filter((roleType) => ![T.IMAGE, T.HYPERPOD_AUTOSCALING].includes(roleType)),
    'the workload reads and writes any object under its prefix'],
  ['*', [T.TRAINING, T.SERVING, T.HYPERPOD, T.HYPERPOD_CLUSTER, T.MODEL_EVALUATION, T.PROCESSING, T.AUTOML, T.LABELING, T.COMPILATION, T.PARTNER_APP],
    'actions without a resource type, such as ecr:GetAuthorizationToken and cloudwatch:PutMetricData'],
  [own('logs', 'log-group:/aws/sagemaker/TrainingJobs*'), [T.TRAINING, T.MODEL_EVALUATION],
    'SageMaker names the log streams of training jobs; the wildcard begins with its own log group'],
  [own('logs', 'log-group:/aws/sagemaker/*'), [T.SERVING, T.PIPELINE, T.HYPERPOD, T.AGENT_TRAINING, T.AUTOML, T.LABELING, T.COMPILATION],
    'SageMaker makes a log group for each endpoint and kind of job; the wildcard begins with its own prefix'],
  [own('logs', 'log-group:/aws/sagemaker/ProcessingJobs*'), [T.PROCESSING],
    'SageMaker names the log streams of processing jobs; the wildcard begins with its own log group'],
  [own('logs', 'log-group:/aws/sagemaker/NotebookInstances*'), [T.NOTEBOOK],
    'SageMaker names the log streams of notebook instances; the wildcard begins with its own log group'],
  [own('logs', 'log-group:/aws/sagemaker/Clusters/*'), [T.HYPERPOD_CLUSTER], 'each cluster has a log group of its name and ID'],
  [own('sagemaker', 'cluster/*'), [T.HYPERPOD_AUTOSCALING], 'SageMaker makes up the IDs of clusters'],
  [own('ec2', 'network-interface/*'), [T.TRAINING],
    'EC2 names the network interfaces; subnets and security groups are bound'],
  [own('sagemaker', 'hub/*'), [T.TRAINING, T.HYPERPOD, T.AGENT_TRAINING], 'the hubs of the account are read, and cannot be named in the workload'],
  [own('sagemaker', 'hub-content/*'), [T.TRAINING, T.HYPERPOD, T.AGENT_TRAINING], 'the role reads all contents of the account\'s hubs'],
  ['arn:<AWS::Partition>:sagemaker:<AWS::Region>:aws:hub-content/SageMakerPublicHub/*', [T.TRAINING, T.HYPERPOD, T.AGENT_TRAINING],
    "SageMaker's public hub is open to every account"],
  ['arn:<AWS::Partition>:s3:::jumpstart-cache-prod-<AWS::Region>/*', [T.TRAINING, T.SERVING, T.HYPERPOD],
    'objects of the bucket of AWS with public models of JumpStart, read only'],
  ['arn:<AWS::Partition>:s3:::jumpstart-private-cache-prod-<AWS::Region>/*', [T.TRAINING, T.SERVING, T.HYPERPOD],
    'objects of the bucket of AWS with private models of JumpStart, read only'],
  [own('sagemaker', 'model-package/group/*'), [T.TRAINING, T.SERVING, T.BEDROCK, T.AGENT_TRAINING], 'the versions of the named group, which are numbers'],
  [own('lambda', 'function:reward:*'), [T.TRAINING, T.HYPERPOD], 'the versions and aliases of the named function'],
  [own('sagemaker', 'action/*'), [T.TRAINING], 'lineage: the SDK makes up the names of actions'],
  [own('sagemaker', 'artifact/*'), [T.TRAINING], 'lineage: SageMaker makes up the names of artifacts'],
  [own('sagemaker', 'context/*'), [T.TRAINING], 'lineage: the SDK makes up the names of contexts'],
  [own('sagemaker', 'experiment/*'), [T.TRAINING], 'lineage: a link can be to any experiment'],
  [own('sagemaker', 'experiment-trial-component/*'), [T.TRAINING], 'lineage: a link can be to any run'],
  [own('sagemaker', 'training-job/*'), [T.TRAINING, T.PIPELINE], 'the SDK and pipelines make up the names of jobs'],
  [own('sagemaker', 'processing-job/*'), [T.PIPELINE], 'pipelines make up the names of jobs'],
  [own('sagemaker', 'transform-job/*'), [T.PIPELINE], 'pipelines make up the names of jobs'],
  [own('sagemaker', 'model/*'), [T.PIPELINE, T.AUTOML], 'pipelines and AutoML jobs make up the names of models'],
  [own('sagemaker', 'endpoint/*'), [T.PIPELINE, T.AUTOML], 'the steps of a pipeline and AutoML jobs name their endpoints'],
  [own('sagemaker', 'endpoint-config/*'), [T.PIPELINE, T.AUTOML], 'the steps of a pipeline and AutoML jobs name their endpoint configurations'],
  ['arn:<AWS::Partition>:license-manager::*:license:*', [T.PARTNER_APP], 'the seller of an app owns its license, which is read only'],
  ['arn:<AWS::Partition>:sagemaker-geospatial:<AWS::Region>:*:raster-data-collection/*', [T.GEOSPATIAL], 'AWS owns the public collections, which are read only'],
  [own('sagemaker-geospatial', 'earth-observation-job/*'), [T.GEOSPATIAL], 'the service makes up the IDs of jobs'],
  [own('sagemaker-geospatial', 'vector-enrichment-job/*'), [T.GEOSPATIAL], 'the service makes up the IDs of jobs'],
  [own('sagemaker', 'training-job/team-*'), [T.MODEL_EVALUATION], 'the team chooses the rest of the names'],
  [own('sagemaker', 'pipeline/team-*'), [T.MODEL_EVALUATION], 'the team chooses the rest of the names'],
  [own('sagemaker', 'pipeline/team-*/execution/*'), [T.MODEL_EVALUATION], 'executions of the pipelines of the team'],
  [own('glue', 'table/database/*'), [T.FEATURE_STORE], 'the tables of the named database'],
  ['arn:<AWS::Partition>:bedrock:*::foundation-model/*', [T.MODEL_EVALUATION],
    'each evaluation chooses its evaluator model, and an inference profile invokes it in other Regions'],
  [own('bedrock', 'inference-profile/*'), [T.MODEL_EVALUATION], 'each evaluation chooses its evaluator model'],
];

const rulesOf = (roleType: SageMakerRoleType) => WILDCARDS.filter(([, roleTypes]) => roleTypes.includes(roleType))
  .map(([resource, , reason]) => ({ rule: `AwsSolutions-IAM5[Resource::${resource}]`, reason }));

/** The pack's own report, with the open and the acknowledged findings. */
function report(app: App): { violations: any[]; suppressedViolations?: any[] } {
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  return pluginReports.find(({ pluginName }: any) => pluginName === 'AwsSolutions');
}

describe('the AwsSolutions rules of cdk-nag', () => {
  test.each(ALL)('find in a %s role the wildcards that are listed here, and nothing else', (roleType) => {
    const { app, roles } = makeApp();
    const found = new AwsSolutionsChecks(app).validateScope(roles.get(roleType)!).violations.map(({ ruleName }) => ruleName);
    expect(found.sort()).toEqual(rulesOf(roleType).map(({ rule }) => rule).sort());
    expect(found.length > 0).toBe(roleType !== T.IMAGE);
  });

  test('fail a synthesis that acknowledges none of them', () => {
    const { app } = makeApp();
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow(/AwsSolutions|Validation failed/);
    expect(report(app).violations).toHaveLength(WILDCARDS.length);
  });

  test('fail a synthesis that acknowledges only some of them', () => {
    const { app, roles } = makeApp();
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    const [forgotten, ...others] = rulesOf(T.BEDROCK);
    roles.delete(T.BEDROCK);
    roles.forEach((role, roleType) => rulesOf(roleType).forEach(({ rule, reason }) =>
      Validations.of(role).acknowledge({ id: `AwsSolutions::${rule}`, reason })));
    others.forEach(({ rule, reason }) =>
      Validations.of(app.node.findChild('Stack').node.findChild(T.BEDROCK)).acknowledge({ id: `AwsSolutions::${rule}`, reason }));
    expect(() => app.synth()).toThrow(/AwsSolutions|Validation failed/);
    expect(report(app).violations.map(({ ruleName }) => ruleName)).toEqual([forgotten.rule]);
  });

  test('pass once each wildcard is acknowledged on its role with a reason, which the report shows', () => {
    const { app, roles } = makeApp();
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    roles.forEach((role, roleType) => rulesOf(roleType).forEach(({ rule, reason }) =>
      Validations.of(role).acknowledge({ id: `AwsSolutions::${rule}`, reason })));
    app.synth();
    const { violations, suppressedViolations } = report(app);
    expect(violations).toEqual([]);
    expect(new Set(suppressedViolations!.map(({ ruleName }) => ruleName)))
      .toEqual(new Set(WILDCARDS.map(([resource]) => `AwsSolutions-IAM5[Resource::${resource}]`)));
    expect(JSON.stringify(suppressedViolations)).toContain('the versions of the named group, which are numbers');
  });

  // aws-cdk-lib before Validations knows metadata as well, and keeps it in the manifest: a construct can acknowledge its findings
  // with any release.
  test('pass also where the acknowledgements are plain metadata of the role', () => {
    const { app, roles } = makeApp();
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    roles.forEach((role, roleType) => rulesOf(roleType).forEach(({ rule, reason }) =>
      role.node.addMetadata('aws:cdk:acknowledged-rules', { [`AwsSolutions::${rule}`]: reason })));
    app.synth();
    expect(report(app).violations).toEqual([]);
  });

  test.each(WILDCARDS)('have one reason each: %s', (_, roleTypes, reason) => {
    expect(roleTypes.length).toBeGreaterThan(0);
    expect(reason.split(' ').length).toBeGreaterThan(4);
  });
});

describe.each([['HIPAA', HIPAASecurityChecks], ['NIST 800-53 rev. 5', NIST80053R5Checks]] as const)('the rules of %s', (_, Pack) => {
  const make = (handler: (stack: Stack) => ValidationHandlerOptions) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const validation = new RoleValidation(stack, 'Validation', {
      role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/handed', { mutable: false }),
      requirements: RoleRequirements.executionRole({ roleType: T.SERVING, minimal: true }),
      handler: handler(stack),
    });
    return { app, stack, validation };
  };
  const violationsIn = ({ app, stack }: { readonly app: App; readonly stack: Stack }) => new Pack(app).validateScope(stack).violations;
  const strict = (stack: Stack): ValidationHandlerOptions => ({
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] }),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
    logEncryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1234'),
    reservedConcurrentExecutions: 2,
    managedPolicy: true,
  });

  test("find the validation's default function in five respects", () => {
    expect(violationsIn(make(() => ({}))).map(({ ruleName }) => ruleName.replace(/^[^-]*-/, '')).sort())
      .toEqual(['CloudWatchLogGroupEncrypted', 'IAMNoInlinePolicy', 'LambdaConcurrency', 'LambdaDLQ', 'LambdaInsideVPC']);
  });

  test('find only the missing dead-letter queue with all options, and pass once it is acknowledged on the function', () => {
    const made = make(strict);
    const violations = violationsIn(made);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([expect.stringMatching(/-LambdaDLQ$/)]);
    Validations.of(made.app).addPlugins(new Pack(made.app));
    Validations.of(made.validation.handlerFunction).acknowledge({
      id: `${new Pack(made.app).name}::${violations[0].ruleName}`, reason: 'CloudFormation waits for the answer of each request, and reports a missing one',
    });
    expect(() => made.app.synth()).not.toThrow();
  });
});
