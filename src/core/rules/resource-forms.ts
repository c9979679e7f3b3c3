import type { NameForm, NetworkIds, ResourceForm } from './workload-property';

/**
 * Names of more than 63 characters are as old as 2018. Amazon S3 reserves some endings: permissions on a bucket with one would grant nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const BUCKET: ResourceForm = {
  what: 'a bucket',
  service: 's3',
  types: [''],
  without: ['region', 'account'],
  name: /^(?!-)[\w.-]{3,255}$/,
  longestName: 63,
  longestOldName: 255,
  example: 'team-data',
  refused: [
    {
      name: /--x-s3$/,
      because: 'a directory bucket, whose permissions have other names: remove it, and allow s3express:CreateSession on '
        + 'arn:aws:s3express:REGION:ACCOUNT:bucket/NAME as an additional permission',
    },
    { name: /(?:-s3alias|--ol-s3|\.mrap)$/, because: 'an alias of an access point: use its bucket, here and in the S3 URIs of the workload' },
    { name: /--table-s3$/, because: 'a table bucket, which has no objects that a job can read: remove it' },
  ],
};

export const KEY: ResourceForm = {
  what: 'a KMS key', service: 'kms', types: ['key/'], name: /^(?!-)[\w-]+$/, longestName: 36, example: '1234abcd-12ab-34cd-56ef-1234567890ab',
};

export const REPOSITORY: ResourceForm = {
  what: 'an ECR repository', service: 'ecr', types: ['repository/'], name: /^[a-z\d]+([._/-]+[a-z\d]+)*$/, longestName: 256, example: 'team/image',
};

/** A path has 512 characters, its two slashes included. */
export const ROLE: ResourceForm = {
  what: 'a role',
  service: 'iam',
  types: ['role/'],
  without: ['region'],
  name: /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
  longestName: 510 + 1 + 64,
  example: 'path/name',
  refused: [{ name: /^aws-service-role\//, because: 'a service-linked role, which only its own service can assume: list another role' }],
};

export const FUNCTION: ResourceForm = {
  what: 'a Lambda function', service: 'lambda', types: ['function:'], name: /^(?!-)[\w-]{1,64}(:[\w$-]+)?$/, longestName: 64 + 1 + 128, example: 'reward',
};

export const TOPIC: ResourceForm = {
  what: 'an SNS topic', service: 'sns', types: [''], name: /^(?!-)[\w-]+(\.fifo)?$/, longestName: 256, example: 'results',
};

export const QUEUE: ResourceForm = {
  what: 'an SQS queue', service: 'sqs', types: [''], name: /^(?!-)[\w-]+(\.fifo)?$/, longestName: 80, example: 'callbacks',
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateMlflowTrackingServer.html */
export const MLFLOW_SERVER: ResourceForm = {
  what: 'an MLflow app or tracking server',
  service: 'sagemaker',
  types: ['mlflow-app/', 'mlflow-tracking-server/'],
  name: /^(?!-)[\w-]+$/,
  longestName: 256,
  example: 'experiments',
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackageGroup.html */
export const MODEL_PACKAGE_GROUP: NameForm = {
  what: 'the name of a model package group',
  name: /^[a-zA-Z\d](-*[a-zA-Z\d])*$/,
  longestName: 63,
  example: 'fraud-models',
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePipeline.html */
export const PIPELINE: NameForm = {
  what: 'the name of a pipeline', name: /^[a-zA-Z\d](-*[a-zA-Z\d])*$/, longestName: 256, example: 'nightly-training',
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateFeatureGroup.html */
export const FEATURE_GROUP: NameForm = {
  what: 'the name of a feature group', name: /^[a-zA-Z\d]([_-]*[a-zA-Z\d])*$/, longestName: 64, example: 'customers',
};

/**
 * The name of a tuning job has at most 32 characters, that of any other job more.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateHyperParameterTuningJob.html
 */
export const NAME_PREFIX: NameForm = {
  what: 'the start of a name', name: /^[a-zA-Z\d][a-zA-Z\d-]*$/, longestName: 31, example: 'team-',
};

/** @see https://docs.aws.amazon.com/glue/latest/webapi/API_DatabaseInput.html */
export const DATABASE: NameForm = {
  what: 'the name of a database', name: /^[^\s:/]+$/, longestName: 255, example: 'features',
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const NAMESPACE: NameForm = {
  what: 'a namespace',
  name: /^(?!:)[\x20-\x7e]+$/,
  longestName: 255,
  example: '/aws/sagemaker/*',
  refused: [{ name: /^[*?]+$/, because: 'every namespace: list the namespaces, or omit the property' }],
};

export const NETWORK_IDS: NetworkIds = {
  vpcId: {
    property: 'network.vpc', option: '--vpc', what: 'the ID of a VPC', name: /^vpc-[a-z\d-]+$/, longestName: 21, example: 'vpc-0123456789abcdef0',
  },
  subnetIds: {
    property: 'network.subnets', option: '--subnet', what: 'the ID of a subnet', name: /^subnet-[a-z\d-]+$/, longestName: 24, example: 'subnet-0123456789abcdef0',
  },
  securityGroupIds: {
    property: 'network.securityGroups',
    option: '--security-group',
    what: 'the ID of a security group',
    name: /^sg-[a-z\d-]+$/,
    longestName: 20,
    example: 'sg-0123456789abcdef0',
  },
  ownerAccount: {
    property: 'network.ownerAccountId', option: '--vpc-owner', what: 'an account', name: /^\d{12}$/, longestName: 12, example: '123456789012',
  },
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeCluster.html */
export const HYPERPOD_CLUSTER: ResourceForm = {
  what: 'a HyperPod cluster', service: 'sagemaker', types: ['cluster/'], name: /^(?!-)[\w-]+$/, longestName: 63, example: 'abcdefghijkl',
};

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
export const EKS_CLUSTER: ResourceForm = {
  what: 'an EKS cluster', service: 'eks', types: ['cluster/'], name: /^[a-zA-Z\d][\w-]{0,99}$/, longestName: 100, example: 'training',
};
