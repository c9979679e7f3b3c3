import type { WorkloadProperty } from './workload-property';

/**
 * Every property that narrows a workload, in the order of the command line's help.
 *
 * The constructs, the rules, the command line and the tests read it. A new property is a row here, its documented declaration in `Workload`,
 * its scopes in `policies/`, its docs and its tests.
 */
const TABLE = [
  {
    /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html and object-keys.html */
    property: 'buckets',
    kind: 'buckets',
    option: '--bucket',
    value: '<bucket>',
    help: 'a bucket as NAME[/PREFIX][:ro|:wo|:rw], s3://NAME/PREFIX or an ARN; :rw is the default',
    // Names of more than 63 characters are as old as 2018.
    resource: {
      what: 'a bucket', service: 's3', types: [''], without: ['region', 'account'], name: /^(?!-)[\w.-]{3,255}$/, longestName: 63, example: 'team-data',
    },
    longestPrefix: 1_024,
    mustBeUsed: false,
  },
  {
    property: 'encryptionKeys',
    kind: 'keys',
    option: '--key',
    value: '<key>',
    help: 'a KMS key, by its ID or ARN',
    resource: {
      what: 'a KMS key', service: 'kms', types: ['key/'], name: /^(?!-)[\w-]+$/, longestName: 36, example: '1234abcd-12ab-34cd-56ef-1234567890ab',
    },
    arnAttribute: 'keyArn',
    madeBy: 'Key.fromKeyArn',
    mustBeUsed: false,
  },
  {
    property: 'keysViaServiceOnly',
    kind: 'flag',
    option: '--key-via-service-only',
    help: 'allow the keys only through Amazon S3, SageMaker and Amazon Bedrock',
    mustBeUsed: true,
  },
  {
    property: 'repositories',
    kind: 'constructs',
    option: '--repository',
    value: '<repository>',
    help: 'an ECR repository, by its name or ARN',
    resource: {
      what: 'an ECR repository', service: 'ecr', types: ['repository/'], name: /^[a-z\d]+([._/-]+[a-z\d]+)*$/, longestName: 256, example: 'team/image',
    },
    arnAttribute: 'repositoryArn',
    madeBy: 'Repository.fromRepositoryName',
    mustBeUsed: true,
  },
  {
    property: 'network',
    kind: 'network',
    option: '--vpc',
    value: '<id>',
    help: 'the VPC, with its --subnet and --security-group',
    mustBeUsed: true,
  },
  {
    /** A path has 512 characters, its two slashes included. */
    property: 'passableRoles',
    kind: 'constructs',
    option: '--pass-role',
    value: '<role>',
    help: 'a role that the workload passes, in addition to its own, as [PATH/]NAME or an ARN',
    resource: {
      what: 'a role',
      service: 'iam',
      types: ['role/'],
      without: ['region'],
      name: /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
      longestName: 510 + 1 + 64,
      example: 'path/name',
    },
    arnAttribute: 'roleArn',
    madeBy: 'Role.fromRoleArn',
    mustBeUsed: true,
  },
  {
    property: 'passSelf',
    kind: 'choice',
    option: '--pass-self',
    help: 'the workload passes its own role to jobs, or --no-pass-self (default: it may)',
    mustBeUsed: true,
  },
  {
    property: 'functions',
    kind: 'constructs',
    option: '--function',
    value: '<function>',
    help: 'a Lambda function, by its name or ARN',
    resource: {
      what: 'a Lambda function', service: 'lambda', types: ['function:'], name: /^(?!-)[\w-]{1,64}(:[\w$-]+)?$/, longestName: 64 + 1 + 128, example: 'reward',
    },
    arnAttribute: 'functionArn',
    madeBy: 'Function.fromFunctionName',
    mustBeUsed: true,
  },
  {
    property: 'topics',
    kind: 'constructs',
    option: '--topic',
    value: '<topic>',
    help: 'an SNS topic, by its name or ARN',
    resource: { what: 'an SNS topic', service: 'sns', types: [''], name: /^(?!-)[\w-]+(\.fifo)?$/, longestName: 256, example: 'results' },
    arnAttribute: 'topicArn',
    madeBy: 'Topic.fromTopicArn',
    mustBeUsed: true,
  },
  {
    property: 'queues',
    kind: 'constructs',
    option: '--queue',
    value: '<queue>',
    help: 'an SQS queue, by its name or ARN',
    resource: { what: 'an SQS queue', service: 'sqs', types: [''], name: /^(?!-)[\w-]+(\.fifo)?$/, longestName: 80, example: 'callbacks' },
    arnAttribute: 'queueArn',
    madeBy: 'Queue.fromQueueArn',
    mustBeUsed: true,
  },
  {
    /** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackageGroup.html */
    property: 'modelPackageGroups',
    kind: 'names',
    option: '--model-package-group',
    value: '<name>',
    help: 'a model package group',
    longestName: 63,
    mustBeUsed: true,
  },
  {
    /** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePipeline.html */
    property: 'pipelines',
    kind: 'names',
    option: '--pipeline',
    value: '<name>',
    help: 'a pipeline that the role may start',
    longestName: 256,
    mustBeUsed: true,
  },
  {
    /** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateFeatureGroup.html */
    property: 'featureGroups',
    kind: 'names',
    option: '--feature-group',
    value: '<name>',
    help: 'a feature group',
    longestName: 64,
    mustBeUsed: true,
  },
  {
    /**
     * The name of a tuning job has at most 32 characters, that of any other job more.
     *
     * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateHyperParameterTuningJob.html
     */
    property: 'resourceNamePrefix',
    kind: 'namePrefix',
    option: '--resource-name-prefix',
    value: '<prefix>',
    help: 'the start of the name of each job, model, endpoint, pipeline and feature group',
    longestName: 31,
    mustBeUsed: true,
  },
  {
    /** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateMlflowTrackingServer.html */
    property: 'mlflowServers',
    kind: 'arns',
    option: '--mlflow-server',
    value: '<arn>',
    help: 'an MLflow app or tracking server',
    resource: {
      what: 'an MLflow app or tracking server',
      service: 'sagemaker',
      types: ['mlflow-app/', 'mlflow-tracking-server/'],
      name: /^[^\s*?]+$/,
      longestName: 256,
      example: 'experiments',
    },
    mustBeUsed: true,
  },
  {
    /** @see https://docs.aws.amazon.com/glue/latest/webapi/API_DatabaseInput.html */
    property: 'glueDatabases',
    kind: 'names',
    option: '--glue-database',
    value: '<name>',
    help: 'a database of the Glue Data Catalog',
    longestName: 255,
    mustBeUsed: true,
  },
  {
    /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
    property: 'metricNamespaces',
    kind: 'patterns',
    option: '--metric-namespace',
    value: '<pattern>',
    help: 'a namespace of CloudWatch metrics, such as /aws/sagemaker/*',
    what: 'a namespace',
    example: '/aws/sagemaker/*',
    longestName: 255,
    mustBeUsed: true,
  },
  {
    property: 'additionalPermissions',
    kind: 'permissions',
    option: '--allow',
    value: '<action=resource>',
    help: 'a permission of your own, such as secretsmanager:GetSecretValue=ARN',
    mustBeUsed: false,
  },
] as const satisfies readonly WorkloadProperty[];

type Row = typeof TABLE[number];
type PropertyOfKind<Kind extends WorkloadProperty['kind']> = Extract<Row, { readonly kind: Kind }>['property'];

/** The properties that are lists of texts in `WorkloadScope`. */
export type ListProperty = PropertyOfKind<'constructs' | 'keys' | 'arns' | 'names' | 'patterns'>;

export const WORKLOAD_PROPERTIES: readonly WorkloadProperty[] = TABLE;

/** The row of a property. */
export function propertyNamed<Name extends Row['property']>(name: Name): Extract<Row, { readonly property: Name }> {
  return TABLE.find(({ property }) => property === name) as Extract<Row, { readonly property: Name }>;
}
