import {
  BUCKET, DATABASE, FEATURE_GROUP, FUNCTION, KEY, MLFLOW_SERVER, MODEL_PACKAGE_GROUP, NAME_PREFIX, NAMESPACE, NETWORK_IDS, PIPELINE, QUEUE,
  REPOSITORY, ROLE, TOPIC,
} from './resource-forms';
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
    help: 'a bucket as NAME[@OWNER][/PREFIX][:ro|:wo|:rw], s3://NAME/PREFIX or an ARN; :rw is the default, OWNER an account or any',
    resource: BUCKET,
    longestPrefix: 1_024,
    mustBeUsed: false,
  },
  {
    property: 'encryptionKeys',
    kind: 'keys',
    option: '--key',
    value: '<key>',
    help: 'a KMS key, by its ID or ARN',
    resource: KEY,
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
    resource: REPOSITORY,
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
    ids: NETWORK_IDS,
    mustBeUsed: true,
  },
  {
    property: 'anyAuthorizedService',
    kind: 'flag',
    option: '--any-authorized-service',
    help: 'let any service attach the network interfaces, not only SageMaker',
    mustBeUsed: true,
  },
  {
    property: 'passableRoles',
    kind: 'constructs',
    option: '--pass-role',
    value: '<role>',
    help: 'a role that the workload passes, in addition to its own, as [PATH/]NAME or an ARN',
    resource: ROLE,
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
    resource: FUNCTION,
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
    resource: TOPIC,
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
    resource: QUEUE,
    arnAttribute: 'queueArn',
    madeBy: 'Queue.fromQueueArn',
    mustBeUsed: true,
  },
  {
    property: 'modelPackageGroups',
    kind: 'names',
    option: '--model-package-group',
    value: '<group>',
    help: 'a model package group, by its name or ARN',
    ...MODEL_PACKAGE_GROUP,
    resource: { ...MODEL_PACKAGE_GROUP, what: 'a model package group', service: 'sagemaker', types: ['model-package-group/'] },
    mustBeUsed: true,
  },
  {
    property: 'pipelines',
    kind: 'names',
    option: '--pipeline',
    value: '<name>',
    help: 'a pipeline that the role may start',
    ...PIPELINE,
    mustBeUsed: true,
  },
  {
    property: 'featureGroups',
    kind: 'names',
    option: '--feature-group',
    value: '<name>',
    help: 'a feature group',
    ...FEATURE_GROUP,
    mustBeUsed: true,
  },
  {
    property: 'resourceNamePrefix',
    kind: 'namePrefix',
    option: '--resource-name-prefix',
    value: '<prefix>',
    help: 'the start of the name of each job, model, endpoint, pipeline and feature group',
    ...NAME_PREFIX,
    mustBeUsed: true,
  },
  {
    property: 'mlflowServers',
    kind: 'arns',
    option: '--mlflow-server',
    value: '<arn>',
    help: 'an MLflow app or tracking server',
    resource: MLFLOW_SERVER,
    mustBeUsed: true,
  },
  {
    property: 'glueDatabases',
    kind: 'names',
    option: '--glue-database',
    value: '<name>',
    help: 'a database of the Glue Data Catalog',
    ...DATABASE,
    mustBeUsed: true,
  },
  {
    property: 'metricNamespaces',
    kind: 'patterns',
    option: '--metric-namespace',
    value: '<pattern>',
    help: 'a namespace of CloudWatch metrics, such as /aws/sagemaker/*',
    ...NAMESPACE,
    mustBeUsed: true,
  },
  {
    /** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html */
    property: 'jobConditions',
    kind: 'jobConditions',
    option: '--job-condition',
    value: '<condition>',
    help: 'a demand on the jobs that the role starts, such as requireNetwork or maxRuntime=3600',
    mustBeUsed: false,
  },
  {
    property: 'resourceTags',
    kind: 'tags',
    option: '--resource-tag',
    value: '<key=value>',
    help: 'a tag that the resources of the role must have',
    mustBeUsed: false,
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
