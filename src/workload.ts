import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';

/**
 * The kinds of workload that an execution role is made for.
 *
 * Each has a policy file of its own name in the package's `policies` folder.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export enum SageMakerRoleType {
  /** Training, tuning and model customization jobs. */
  TRAINING = 'training',
  /** Models behind endpoints, and batch transform. */
  SERVING = 'serving',
  /** SageMaker Pipelines and the jobs of their steps. */
  PIPELINE = 'pipeline',
  /** Feature Store: records, offline store and feature processing. */
  FEATURE_STORE = 'feature_store',
  /** Amazon Bedrock: model import, customization and evaluation. */
  BEDROCK = 'bedrock',
  /** Jobs on a SageMaker HyperPod cluster; neither its instances nor who calls it. */
  HYPERPOD = 'hyperpod',
  /** Evaluation of models, with jobs of SageMaker and of Amazon Bedrock. */
  MODEL_EVALUATION = 'model_evaluation',
}

/**
 * An optional part of a role type's permissions.
 *
 * Which role types have it, and which have it by default, stands in the README and in the policy files. To add one to
 * the default ones, list the role type's default features as well.
 */
export enum SageMakerFeature {
  /** Containers in a VPC: the network interfaces of the workload. Scoped by `network`. */
  VPC = 'vpc',
  /** Experiment tracking with MLflow apps and tracking servers. Scoped by `mlflowServers`. */
  MLFLOW = 'mlflow',
  /** The hubs of the account, and SageMaker's public hub. */
  HUB = 'hub',
  /** Models of JumpStart, which lie in buckets of AWS. */
  JUMPSTART = 'jumpstart',
  /** Models of the model registry: registering them, or deploying and importing them. Scoped by `modelPackageGroups`. */
  MODEL_REGISTRY = 'model_registry',
  /** Invoking Lambda functions: reward functions, Lambda steps. Scoped by `functions`. */
  FUNCTIONS = 'functions',
  /** Lineage: actions, artifacts, contexts and what links them. */
  LINEAGE = 'lineage',
  /** Starting, watching and stopping training jobs. */
  TRAINING_JOBS = 'training_jobs',
  /** Starting, watching and stopping processing jobs. */
  PROCESSING_JOBS = 'processing_jobs',
  /** Starting, watching and stopping transform jobs. */
  TRANSFORM_JOBS = 'transform_jobs',
  /** Starting, watching and stopping tuning jobs. */
  TUNING_JOBS = 'tuning_jobs',
  /** Starting, watching and stopping AutoML jobs, and the models and endpoints that these try out. */
  AUTOML_JOBS = 'automl_jobs',
  /** Creating models. */
  MODELS = 'models',
  /** Creating endpoints and their configurations. */
  ENDPOINTS = 'endpoints',
  /** Updating endpoints. */
  ENDPOINT_UPDATES = 'endpoint_updates',
  /** Callback steps of a pipeline: sending to SQS queues. Scoped by `queues`. */
  CALLBACKS = 'callbacks',
  /** EventBridge Scheduler assumes the role and starts pipelines. */
  SCHEDULES = 'schedules',
  /** Pulling container images. Scoped by `repositories`. */
  CONTAINER_IMAGES = 'container_images',
  /** Publishing metrics to CloudWatch. Scoped by `metricNamespaces`. */
  METRICS = 'metrics',
  /** Asynchronous inference: its output and its notifications. Scoped by `topics`. */
  ASYNC_INFERENCE = 'async_inference',
  /** Deployment guardrails: watching the alarms that roll a deployment back. */
  DEPLOYMENT_GUARDRAILS = 'deployment_guardrails',
  /** Data capture: writing the requests and responses of an endpoint to Amazon S3. */
  DATA_CAPTURE = 'data_capture',
  /** Batch transform: writing its output to Amazon S3. */
  BATCH_TRANSFORM = 'batch_transform',
  /** Reading tables of the Glue Data Catalog. Scoped by `glueDatabases`. */
  GLUE_CATALOG = 'glue_catalog',
  /** The offline store of Feature Store: its objects and its catalog. */
  OFFLINE_STORE = 'offline_store',
  /** Feature processors: their jobs, images, logs and metrics. AWS Glue may assume the role. */
  FEATURE_PROCESSOR = 'feature_processor',
  /** Jobs of Amazon Bedrock that write output, such as customization. */
  JOB_OUTPUT = 'job_output',
  /** Automatic evaluation jobs of Amazon Bedrock, without a judge: questioning every model and endpoint of the account, and writing output. */
  AUTOMATIC_EVALUATION = 'automatic_evaluation',
  /** Evaluation jobs of Amazon Bedrock in which a model is the judge. */
  JUDGE_EVALUATION = 'judge_evaluation',
  /** Custom models of Amazon Bedrock that are encrypted with a customer managed key. */
  MODEL_ENCRYPTION = 'model_encryption',
  /** Starting evaluation jobs of Amazon Bedrock, and questioning the models. */
  BEDROCK_EVALUATION = 'bedrock_evaluation',
  /** Creating and starting pipelines. */
  PIPELINES = 'pipelines',
  /** Aborting multipart uploads that failed. */
  MULTIPART_UPLOAD = 'multipart_upload',
  /** Storage volumes encrypted with a customer managed key: `kms:CreateGrant`. */
  VOLUME_ENCRYPTION = 'volume_encryption',
  /** Passing the role itself, and `passableRoles`, to the jobs that it starts. */
  PASS_ROLE = 'pass_role',
}

/**
 * Access of a workload to a bucket, or to a prefix of it.
 *
 * What a role does with it depends on the role type: a serving role has no use for writing until a feature writes.
 * The bucket's own policy and its key's policy are not touched; where the bucket lies in another account, they have to
 * allow the role.
 */
export class BucketAccess {
  /**
   * The workload reads and writes.
   *
   * @param bucket the bucket
   * @param prefix the beginning of the keys, as S3 takes it: `data/` is a folder, `data` also begins `database`;
   *   without it, all of the bucket
   */
  public static readWrite(bucket: s3.IBucket, prefix?: string): BucketAccess {
    return new BucketAccess(bucket, prefix, true, true);
  }

  /**
   * The workload only reads.
   *
   * @param bucket the bucket
   * @param prefix the beginning of the keys, as S3 takes it: `data/` is a folder, `data` also begins `database`;
   *   without it, all of the bucket
   */
  public static readOnly(bucket: s3.IBucket, prefix?: string): BucketAccess {
    return new BucketAccess(bucket, prefix, true, false);
  }

  /**
   * The workload only writes. It can neither read nor list what is there. For a role type that writes only with a feature,
   * it is an error without one.
   *
   * @param bucket the bucket
   * @param prefix the beginning of the keys, as S3 takes it: `data/` is a folder, `data` also begins `database`;
   *   without it, all of the bucket
   */
  public static writeOnly(bucket: s3.IBucket, prefix?: string): BucketAccess {
    return new BucketAccess(bucket, prefix, false, true);
  }

  private constructor(
    /** The bucket. */
    public readonly bucket: s3.IBucket,
    /**
     * The beginning of the keys.
     *
     * @default - all of the bucket
     */
    public readonly prefix: string | undefined,
    /** Whether the workload reads. */
    public readonly reads: boolean,
    /** Whether the workload writes. */
    public readonly writes: boolean,
  ) {}
}

/**
 * The network that the containers of a workload are placed in.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export interface NetworkAccess {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets of the VPC.
   *
   * @default - those that CDK selects: the private ones with egress, else the isolated ones, else the public ones
   */
  readonly subnets?: ec2.SubnetSelection;

  /** The security groups, at least one. */
  readonly securityGroups: ec2.ISecurityGroup[];

  /**
   * The account that owns the VPC, where it is shared with this one.
   *
   * @default - the account of the stack
   */
  readonly ownerAccountId?: string;
}

/**
 * What a workload does: shared by creating a role for it and by checking a role against it.
 */
export interface Workload {
  /** The kind of workload. */
  readonly roleType: SageMakerRoleType;

  /**
   * The features that the workload needs in addition to the default features of its role type.
   *
   * You can also list a default feature. This states that the workload really uses it.
   *
   * @default - only the default features, see `SageMakerExecutionRole.defaultFeatures`
   */
  readonly features?: SageMakerFeature[];

  /**
   * Whether to start from the documented minimum of the role type instead of its default features.
   *
   * The role then has only the features that you list in `features`.
   *
   * @default false - the role has the default features, which are those of the SageMaker Python SDK's role of this type
   */
  readonly minimal?: boolean;

  /**
   * The buckets that the workload uses. An empty list is an error.
   *
   * @default - every bucket of this account, with a warning
   */
  readonly buckets?: BucketAccess[];

  /**
   * The customer managed keys that the workload uses, as keys and not as aliases: IAM does not match those. An empty list
   * means none. A bucket's own key, where the bucket knows it, is added.
   *
   * @default - for training, HyperPod, Bedrock and model evaluation, and for the feature `VOLUME_ENCRYPTION` of a pipeline,
   *   every key of this account, with a warning; for the others only the buckets' own keys
   */
  readonly encryptionKeys?: kms.IKey[];

  /**
   * Whether the keys may be used only through Amazon S3, SageMaker and Amazon Bedrock (`kms:ViaService`). Without a key, it is
   * an error. The feature `OFFLINE_STORE` generates data keys all the same, since Feature Store takes no such condition there.
   *
   * @default false
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   */
  readonly keysViaServiceOnly?: boolean;

  /**
   * The repositories that container images are pulled from.
   *
   * @default - every repository, since those of AWS's deep learning containers lie in accounts of AWS
   */
  readonly repositories?: ecr.IRepository[];

  /**
   * The network that the containers are placed in. Needs the feature `VPC`. The SageMaker Python SDK's own check, which
   * asks about every resource, then refuses the role.
   *
   * @default - with the feature `VPC`, every network, as AWS documents it
   */
  readonly network?: NetworkAccess;

  /**
   * The roles that the workload may pass on, besides its own.
   *
   * @default - none
   */
  readonly passableRoles?: iam.IRole[];

  /**
   * The Lambda functions that the workload invokes, with their versions and aliases. Of a version or an alias, that one alone is
   * invoked. Needs the feature `FUNCTIONS`.
   *
   * @default - with the feature `FUNCTIONS`, every function of this account and region, with a warning
   */
  readonly functions?: lambda.IFunction[];

  /**
   * The topics that asynchronous inference notifies. Needs the feature `ASYNC_INFERENCE`.
   *
   * @default - none
   */
  readonly topics?: sns.ITopic[];

  /**
   * The queues of a pipeline's callback steps. Needs the feature `CALLBACKS`.
   *
   * @default - with the feature `CALLBACKS`, every queue of this account and region, with a warning
   */
  readonly queues?: sqs.IQueue[];

  /**
   * The names of the model package groups that the workload uses. Needs the feature `MODEL_REGISTRY`.
   *
   * @default - with the feature `MODEL_REGISTRY`, every group of this account and region; a serving role may also use model
   *   packages of other accounts, since those of AWS Marketplace lie there
   */
  readonly modelPackageGroups?: string[];

  /**
   * The ARNs of the MLflow apps and tracking servers that the workload uses. Needs the feature `MLFLOW`.
   *
   * @default - with the feature `MLFLOW`, all of this account and region
   */
  readonly mlflowServers?: string[];

  /**
   * The databases of the Glue Data Catalog that the workload reads. Needs the feature `GLUE_CATALOG`. The SageMaker Python
   * SDK's own check, which asks about every resource, then refuses the role.
   *
   * @default - with the feature `GLUE_CATALOG`, the whole catalog, with a warning
   */
  readonly glueDatabases?: string[];

  /**
   * The namespaces that metrics are published to, as patterns of `cloudwatch:namespace`: `/aws/sagemaker/*`. The SageMaker
   * Python SDK's own check, which knows no namespace, then refuses the role.
   *
   * @default - every namespace
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
   */
  readonly metricNamespaces?: string[];
}
