import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { AdditionalPermission } from './additional-permission';
import type { ANY_OWNER } from './core/grant/workload';
import type { JobConditions } from './job-conditions';

/**
 * The kinds of workload that you can create an execution role for.
 *
 * The package's `policies` folder has a policy file for each of them.
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
  /** Jobs on a SageMaker HyperPod cluster. This type is not for its instances or its callers. */
  HYPERPOD = 'hyperpod',
  /** The instance groups of a HyperPod cluster, with Slurm or Amazon EKS. */
  HYPERPOD_CLUSTER = 'hyperpod_cluster',
  /** The autoscaling of a HyperPod cluster with Karpenter: its `ClusterRole`. AWS documents no account condition for its trust policy. */
  HYPERPOD_AUTOSCALING = 'hyperpod_autoscaling',
  /** Multi-turn reinforcement learning of agents (`CreateJob`). AWS documents no account condition for its trust policy. */
  AGENT_TRAINING = 'agent_training',
  /** Model evaluation with jobs of SageMaker and Amazon Bedrock. */
  MODEL_EVALUATION = 'model_evaluation',
  /** Processing jobs, and the monitoring jobs of SageMaker Model Monitor and SageMaker Clarify. */
  PROCESSING = 'processing',
  /** AutoML jobs (Autopilot), V1 and V2. */
  AUTOML = 'automl',
  /** Labeling jobs of Ground Truth, and human review with Amazon Augmented AI. */
  LABELING = 'labeling',
  /** Compilation, model optimization and edge packaging jobs. */
  COMPILATION = 'compilation',
  /** SageMaker images, which Studio and notebooks run. */
  IMAGE = 'image',
  /** MLflow apps and MLflow tracking servers. This type is not for the code that tracks experiments. */
  MLFLOW = 'mlflow',
  /** Partner AI Apps. */
  PARTNER_APP = 'partner_app',
  /** Earth observation and vector enrichment jobs of SageMaker geospatial. */
  GEOSPATIAL = 'geospatial',
  /** Notebook instances, and what people start from them. */
  NOTEBOOK = 'notebook',
  /** Studio domains, user profiles and spaces, and what people start from them. */
  STUDIO = 'studio',
}

/**
 * An optional part of a role type's permissions.
 *
 * The docs of each member name its role types, and mark the role types that have it by default.
 *
 * @see https://github.com/cdk-sagemaker-execution-role/cdk-sagemaker-execution-role/blob/main/docs/permissions.md
 */
export enum SageMakerFeature {
  /**
   * Network interfaces for containers in a VPC. Narrow it with `network`.
   *
   * Of TRAINING (default), SERVING, PIPELINE, BEDROCK, HYPERPOD_CLUSTER, AGENT_TRAINING, MODEL_EVALUATION, PROCESSING, AUTOML, LABELING and
   * COMPILATION.
   */
  VPC = 'vpc',
  /**
   * Experiment tracking with MLflow apps and tracking servers. Narrow it with `mlflowServers`.
   *
   * Of TRAINING (default), HYPERPOD (default), AGENT_TRAINING, MODEL_EVALUATION (default), NOTEBOOK and STUDIO.
   */
  MLFLOW = 'mlflow',
  /**
   * The hubs of the account and SageMaker's public hub.
   *
   * Of TRAINING (default) and HYPERPOD (default).
   */
  HUB = 'hub',
  /**
   * JumpStart models, which are in buckets owned by AWS.
   *
   * Of TRAINING (default), SERVING (default), HYPERPOD (default) and COMPILATION.
   */
  JUMPSTART = 'jumpstart',
  /**
   * Registering, deploying or importing models of the model registry. Narrow it with `modelPackageGroups`.
   *
   * Of TRAINING (default), SERVING (default), PIPELINE, BEDROCK (default), MLFLOW, NOTEBOOK and STUDIO.
   */
  MODEL_REGISTRY = 'model_registry',
  /**
   * Invoking Lambda functions, such as reward functions and Lambda steps. Narrow it with `functions`.
   *
   * Of TRAINING (default), PIPELINE, HYPERPOD (default), AGENT_TRAINING and LABELING.
   */
  FUNCTIONS = 'functions',
  /**
   * Lineage: actions, artifacts, contexts and the associations between them.
   *
   * Of TRAINING (default).
   */
  LINEAGE = 'lineage',
  /**
   * Starting, describing and stopping training jobs.
   *
   * Of TRAINING (default), PIPELINE (default), MODEL_EVALUATION (default), NOTEBOOK and STUDIO.
   */
  TRAINING_JOBS = 'training_jobs',
  /**
   * Starting, describing and stopping processing jobs.
   *
   * Of PIPELINE (default), NOTEBOOK and STUDIO.
   */
  PROCESSING_JOBS = 'processing_jobs',
  /**
   * Starting, describing and stopping transform jobs.
   *
   * Of PIPELINE (default), NOTEBOOK and STUDIO.
   */
  TRANSFORM_JOBS = 'transform_jobs',
  /**
   * Starting, describing and stopping tuning jobs.
   *
   * Of PIPELINE, NOTEBOOK and STUDIO.
   */
  TUNING_JOBS = 'tuning_jobs',
  /**
   * Starting, describing and stopping AutoML jobs, with the models and endpoints that they try out.
   *
   * Of PIPELINE.
   */
  AUTOML_JOBS = 'automl_jobs',
  /**
   * Creating models.
   *
   * Of PIPELINE (default), NOTEBOOK and STUDIO.
   */
  MODELS = 'models',
  /**
   * Creating endpoints and endpoint configurations.
   *
   * Of PIPELINE (default), NOTEBOOK and STUDIO.
   */
  ENDPOINTS = 'endpoints',
  /**
   * Updating endpoints.
   *
   * Of PIPELINE, NOTEBOOK and STUDIO.
   */
  ENDPOINT_UPDATES = 'endpoint_updates',
  /**
   * Callback steps of a pipeline, which send messages to SQS queues. Narrow it with `queues`.
   *
   * Of PIPELINE.
   */
  CALLBACKS = 'callbacks',
  /**
   * Schedules: EventBridge Scheduler assumes the role and starts pipelines.
   *
   * Of PIPELINE and FEATURE_STORE (default).
   */
  SCHEDULES = 'schedules',
  /**
   * Pulling container images. Narrow it with `repositories`.
   *
   * Of PIPELINE, NOTEBOOK and STUDIO.
   */
  CONTAINER_IMAGES = 'container_images',
  /**
   * Publishing metrics to CloudWatch. Narrow it with `metricNamespaces`.
   *
   * Every SERVING role may publish metrics. With this feature, a validation requires that.
   *
   * Of SERVING, PIPELINE, NOTEBOOK and STUDIO.
   */
  METRICS = 'metrics',
  /**
   * Asynchronous inference: its output and its notifications. Narrow it with `topics`.
   *
   * Of SERVING.
   */
  ASYNC_INFERENCE = 'async_inference',
  /**
   * Deployment guardrails: reading the alarms that roll back a deployment.
   *
   * Of SERVING.
   */
  DEPLOYMENT_GUARDRAILS = 'deployment_guardrails',
  /**
   * Data capture: writing the requests and responses of an endpoint to Amazon S3.
   *
   * Of SERVING.
   */
  DATA_CAPTURE = 'data_capture',
  /**
   * Batch transform: writing its output to Amazon S3.
   *
   * Of SERVING.
   */
  BATCH_TRANSFORM = 'batch_transform',
  /**
   * Reading tables of the Glue Data Catalog. Narrow it with `glueDatabases`.
   *
   * Of FEATURE_STORE (default).
   */
  GLUE_CATALOG = 'glue_catalog',
  /**
   * The offline store of Feature Store: its objects and its catalog.
   *
   * Of FEATURE_STORE.
   */
  OFFLINE_STORE = 'offline_store',
  /**
   * Feature processors: their jobs, images, logs and metrics. AWS Glue can also assume the role.
   *
   * Of FEATURE_STORE.
   */
  FEATURE_PROCESSOR = 'feature_processor',
  /**
   * Output of Amazon Bedrock jobs, such as customization jobs.
   *
   * Of BEDROCK.
   */
  JOB_OUTPUT = 'job_output',
  /**
   * Automatic evaluation jobs of Amazon Bedrock without a judge model. The role can invoke every model and endpoint of the account.
   *
   * Of BEDROCK.
   */
  AUTOMATIC_EVALUATION = 'automatic_evaluation',
  /**
   * Evaluation jobs of Amazon Bedrock that use a model as a judge.
   *
   * Of BEDROCK.
   */
  JUDGE_EVALUATION = 'judge_evaluation',
  /**
   * Custom models of Amazon Bedrock that a customer managed key encrypts.
   *
   * Of BEDROCK.
   */
  MODEL_ENCRYPTION = 'model_encryption',
  /**
   * Starting evaluation jobs of Amazon Bedrock, and invoking the models.
   *
   * Of MODEL_EVALUATION (default).
   */
  BEDROCK_EVALUATION = 'bedrock_evaluation',
  /**
   * Creating and starting pipelines.
   *
   * Of MODEL_EVALUATION (default), NOTEBOOK and STUDIO.
   */
  PIPELINES = 'pipelines',
  /**
   * Aborting failed multipart uploads.
   *
   * Of TRAINING, PIPELINE, HYPERPOD and MODEL_EVALUATION.
   */
  MULTIPART_UPLOAD = 'multipart_upload',
  /**
   * Agents on the runtime of Amazon Bedrock AgentCore.
   *
   * Of AGENT_TRAINING.
   */
  AGENTS = 'agents',
  /**
   * Orchestration of a cluster by Amazon EKS: the network plugin of its nodes, and images of pods. Add `VPC` too.
   *
   * Of HYPERPOD_CLUSTER.
   */
  EKS = 'eks',
  /**
   * EKS Pod Identity. Pods get the credentials of a HYPERPOD role. A HYPERPOD_CLUSTER role lets the nodes get those of the roles of pods.
   *
   * Of HYPERPOD and HYPERPOD_CLUSTER.
   */
  POD_IDENTITY = 'pod_identity',
  /**
   * Restricted instance groups of HyperPod. Their jobs write and delete objects.
   *
   * Of HYPERPOD_CLUSTER.
   */
  RESTRICTED_GROUPS = 'restricted_groups',
  /**
   * Storage volumes that a customer managed key encrypts (`kms:CreateGrant`).
   *
   * Of TRAINING, SERVING, PIPELINE, HYPERPOD_CLUSTER, HYPERPOD_AUTOSCALING, MODEL_EVALUATION, PROCESSING, AUTOML and LABELING.
   */
  VOLUME_ENCRYPTION = 'volume_encryption',
  /**
   * Passing the role itself, and the roles in `passableRoles`, to the jobs that it starts.
   *
   * Of TRAINING, MODEL_EVALUATION, NOTEBOOK and STUDIO.
   */
  PASS_ROLE = 'pass_role',
  /**
   * Changing the tags of existing `pipelines` and `modelPackageGroups`. List them: the role can retag no others.
   *
   * Without this feature, a role adds tags only as part of another call, such as one that creates a resource.
   *
   * Of TRAINING, PIPELINE, FEATURE_STORE and MODEL_EVALUATION.
   */
  RETAG = 'retag',
  /**
   * Training with an algorithm resource (`AlgorithmArn`), of the account or from AWS Marketplace.
   *
   * Of TRAINING and PIPELINE.
   */
  ALGORITHMS = 'algorithms',
  /**
   * Writing records of `featureGroups` in batches, deleting and listing them.
   *
   * Of FEATURE_STORE.
   */
  RECORD_MANAGEMENT = 'record_management',
  /**
   * Event rules: Amazon EventBridge assumes the role and starts pipelines. For EventBridge Scheduler, use `SCHEDULES`.
   *
   * Of PIPELINE and FEATURE_STORE.
   */
  EVENTS = 'events',
  /**
   * Distillation jobs whose teacher model has an inference profile.
   *
   * Of BEDROCK.
   */
  DISTILLATION = 'distillation',
  /**
   * Batch inference jobs, with or without inference profiles.
   *
   * Of BEDROCK.
   */
  BATCH_INFERENCE = 'batch_inference',
  /**
   * Evaluation jobs of knowledge bases.
   *
   * Of BEDROCK.
   */
  KNOWLEDGE_BASE_EVALUATION = 'knowledge_base_evaluation',
  /**
   * Automated data labeling: passing the role itself to the training and inference jobs of active learning.
   *
   * Of LABELING.
   */
  AUTOMATED_LABELING = 'automated_labeling',
  /**
   * Streaming labeling jobs: their `topics`, and a queue that Ground Truth creates.
   *
   * Of LABELING.
   */
  STREAMING = 'streaming',
  /**
   * Models of Amazon Bedrock, which a partner's app invokes for evaluation.
   *
   * Of PARTNER_APP.
   */
  BEDROCK_MODELS = 'bedrock_models',
  /**
   * The name of the user profile in AWS CloudTrail, if the domain turns on source identity (`sts:SetSourceIdentity` in the trust policy).
   *
   * Of STUDIO.
   */
  SOURCE_IDENTITY = 'source_identity',
  /**
   * Partner AI Apps that people open from Studio: session tags carry their identity (`sts:TagSession` in the trust policy).
   *
   * Of STUDIO.
   */
  SESSION_TAGS = 'session_tags',
}

/**
 * The owner of a bucket.
 *
 * @exampleMetadata fixture=stack
 * @example
 * declare const bucket: s3.IBucket;
 * const access = BucketAccess.readOnly(bucket, 'input/', { owner: BucketOwner.ANY });
 */
export class BucketOwner {
  /**
   * Any account.
   *
   * Use it only if you can't know the owner. If someone else creates a bucket with the name first, the workload uses that bucket.
   */
  // Not ANY_OWNER itself: the core would be loaded whenever a program names the class.
  public static readonly ANY: string = 'any' satisfies typeof ANY_OWNER;

  private constructor() {}
}

/**
 * Options for the access to a bucket.
 */
export interface BucketAccessOptions {
  /**
   * The account that must own the bucket, as 12 digits, or `BucketOwner.ANY`.
   *
   * The role can't use a bucket of the same name in another account (`aws:ResourceAccount`).
   *
   * @default - the account of a bucket that CDK creates or that you import with another account; otherwise the account of the
   *   stack, with the warning `assumedBucketOwner`; any account for the buckets that AWS owns, such as `sagemaker-sample-files`
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
   */
  readonly owner?: string;
}

/**
 * Access of a workload to a bucket, or to a prefix of it.
 *
 * The role type and its features decide which actions the role gets. For example, a serving role writes only if it has a
 * feature that writes.
 *
 * The role can use the bucket only while the account that you expect owns it. See `BucketAccessOptions.owner`.
 *
 * The library doesn't change the bucket policy or the key policy. If the bucket is in another account, both must allow the role.
 *
 * @exampleMetadata fixture=stack
 * @example
 * const bucket = s3.Bucket.fromBucketName(this, 'Data', 'ml-data');
 *
 * new SageMakerExecutionRole(this, 'TrainingRole', {
 *   roleType: SageMakerRoleType.TRAINING,
 *   buckets: [
 *     BucketAccess.readOnly(bucket, 'input/'),
 *     BucketAccess.readWrite(bucket, 'output/'),
 *   ],
 * });
 */
export class BucketAccess {
  /**
   * The workload reads and writes objects.
   *
   * @param bucket the bucket
   * @param prefix the prefix of the object keys: `data/` is a folder, `data` also matches `database`; omit it for the whole bucket
   * @param options the owner of the bucket
   * @exampleMetadata fixture=stack
   * @example
   * declare const bucket: s3.IBucket;
   * const access = BucketAccess.readWrite(bucket, 'output/');
   */
  public static readWrite(bucket: s3.IBucket, prefix?: string, options: BucketAccessOptions = {}): BucketAccess {
    return new BucketAccess(bucket, prefix, true, true, options.owner);
  }

  /**
   * The workload only reads objects.
   *
   * @param bucket the bucket
   * @param prefix the prefix of the object keys: `data/` is a folder, `data` also matches `database`; omit it for the whole bucket
   * @param options the owner of the bucket
   * @exampleMetadata fixture=stack
   * @example
   * declare const bucket: s3.IBucket;
   * const access = BucketAccess.readOnly(bucket, 'input/');
   */
  public static readOnly(bucket: s3.IBucket, prefix?: string, options: BucketAccessOptions = {}): BucketAccess {
    return new BucketAccess(bucket, prefix, true, false, options.owner);
  }

  /**
   * The workload only writes objects. It can't read or list them.
   *
   * If the role type needs a feature to write, add that feature, or you get an error.
   *
   * @param bucket the bucket
   * @param prefix the prefix of the object keys: `data/` is a folder, `data` also matches `database`; omit it for the whole bucket
   * @param options the owner of the bucket
   * @exampleMetadata fixture=stack
   * @example
   * declare const bucket: s3.IBucket;
   * const access = BucketAccess.writeOnly(bucket, 'captured/');
   */
  public static writeOnly(bucket: s3.IBucket, prefix?: string, options: BucketAccessOptions = {}): BucketAccess {
    return new BucketAccess(bucket, prefix, false, true, options.owner);
  }

  private constructor(
    /** The bucket. */
    public readonly bucket: s3.IBucket,
    /**
     * The prefix of the object keys.
     *
     * @default - the whole bucket
     */
    public readonly prefix: string | undefined,
    /** Whether the workload reads objects. */
    public readonly reads: boolean,
    /** Whether the workload writes objects. */
    public readonly writes: boolean,
    /**
     * The account that must own the bucket, or `BucketOwner.ANY`.
     *
     * @default - the account of the bucket, or of the stack
     */
    public readonly owner: string | undefined,
  ) {}
}

/**
 * The network that a workload's containers run in.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export interface NetworkAccess {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets of the VPC.
   *
   * @default - the CDK default: the private subnets with egress, or the isolated ones, or the public ones
   */
  readonly subnets?: ec2.SubnetSelection;

  /** The security groups. List at least one. */
  readonly securityGroups: ec2.ISecurityGroup[];

  /**
   * The account that owns a shared VPC.
   *
   * @default - the account of the stack
   */
  readonly ownerAccountId?: string;
}

/**
 * The needs of a workload. You use the same description to create a role and to validate an existing one.
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
   * The buckets that the workload uses. List at least one.
   *
   * @default - every bucket of this account, with the warning `allBuckets`
   */
  readonly buckets?: BucketAccess[];

  /**
   * The customer managed keys that the workload uses. Pass an empty list if it uses none.
   *
   * Pass keys, not aliases: IAM doesn't match aliases. The role can also use the encryption keys of the buckets, as far as
   * the bucket constructs know them.
   *
   * @default - TRAINING, HYPERPOD, BEDROCK and MODEL_EVALUATION, and PIPELINE with the feature `VOLUME_ENCRYPTION`: every key of
   *   this account, with the warning `allKeys`; other role types: only the encryption keys of the buckets
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
   */
  readonly encryptionKeys?: kms.IKey[];

  /**
   * Whether the role can use the keys only through Amazon S3, SageMaker and Amazon Bedrock (`kms:ViaService`).
   *
   * If you list `topics` or `queues`, also through Amazon SNS or Amazon SQS.
   *
   * You get an error if the role uses no key, and with the feature `OFFLINE_STORE`: Feature Store doesn't support this condition
   * on the key of an offline store.
   *
   * @default false
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   */
  readonly keysViaServiceOnly?: boolean;

  /**
   * The repositories of the container images.
   *
   * @default - every repository, because AWS Deep Learning Containers are in accounts owned by AWS
   */
  readonly repositories?: ecr.IRepository[];

  /**
   * The network that the containers run in. It needs the feature `VPC`.
   *
   * The SageMaker Python SDK's own check then rejects the role, because it asks about every resource.
   *
   * @default - with the feature `VPC`: every network, as AWS documents it
   */
  readonly network?: NetworkAccess;

  /**
   * Whether any service may attach the network interfaces of `network`, and not only SageMaker (`ec2:AuthorizedService`).
   *
   * No AWS page shows the value of this condition key for SageMaker. Set this property if a job in your VPC fails with AccessDenied on
   * `ec2:CreateNetworkInterfacePermission`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
   */
  readonly anyAuthorizedService?: boolean;

  /**
   * The other roles that the workload can pass. It needs the feature `PASS_ROLE`, except for PIPELINE.
   *
   * @default - none
   */
  readonly passableRoles?: iam.IRole[];

  /**
   * Whether the workload passes its own role to the jobs that it starts. It needs the feature `PASS_ROLE`, except for PIPELINE.
   *
   * With `false`, the role can't pass itself. Set it if every step of a pipeline has its own role in `passableRoles`. With `true`,
   * a validation finds a role that can't pass itself INVALID.
   *
   * @default - the role can pass itself. With `passableRoles`, a validation only assumes that the workload needs that
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-access.html
   */
  readonly passSelf?: boolean;

  /**
   * The Lambda functions that the workload invokes. It needs the feature `FUNCTIONS`. SERVING and BEDROCK need no feature: they invoke only
   * the functions that you list, such as one that signs in to a private Docker registry, or a reward function of reinforcement fine-tuning.
   *
   * For a function, the role can also invoke its versions and aliases. For a version or an alias, the role can invoke only that one.
   *
   * @default - with the feature `FUNCTIONS`: every function of this account and Region, with the warning `allFunctions`. Otherwise none
   */
  readonly functions?: lambda.IFunction[];

  /**
   * The topics that asynchronous inference notifies. It needs the feature `ASYNC_INFERENCE`.
   *
   * @default - none
   */
  readonly topics?: sns.ITopic[];

  /**
   * The queues of a pipeline's callback steps. It needs the feature `CALLBACKS`.
   *
   * @default - with the feature `CALLBACKS`: every queue of this account and Region, with the warning `allQueues`
   */
  readonly queues?: sqs.IQueue[];

  /**
   * The model package groups that the workload uses, by their names or ARNs. It needs the feature `MODEL_REGISTRY`.
   *
   * The role may create and tag a group that you list by its name. A group that you list by its ARN must exist. It may belong to
   * another account, whose owner then also has to share it.
   *
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-version.html#model-registry-version-xaccount
   * @default - with the feature `MODEL_REGISTRY`: every group of this account and Region; a serving role can also use model
   *   packages of other accounts, because AWS Marketplace has its own
   */
  readonly modelPackageGroups?: string[];

  /**
   * The pipelines that the role may start, by their names. An evaluation role may also create these.
   *
   * A pipeline runs under its own role, which may have more permissions than this one.
   *
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-access.html
   * @default - those whose names begin with `resourceNamePrefix`. If you omit that too: every pipeline of this account and Region, with the warning `allPipelines`
   */
  readonly pipelines?: string[];

  /**
   * The feature groups whose records the workload reads and writes, by their names.
   *
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-security.html
   * @default - those whose names begin with `resourceNamePrefix`. If you omit that too: every feature group of this account and Region, with the warning `allFeatureGroups`
   */
  readonly featureGroups?: string[];

  /**
   * The start of the names of the jobs, models and endpoints that the role creates, such as `team-`. It also stands for `pipelines` and
   * `featureGroups` if you omit these.
   *
   * The code that starts the workload must choose such names. SageMaker Pipelines names the jobs of its steps `pipelines-…` unless the
   * pipeline has custom job prefixes. An AutoML job chooses the names of its models and endpoints, so the role may create any of these.
   * End the prefix with a hyphen: `team` also matches `team2-job`. IAM distinguishes upper and lower case.
   *
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security_iam_service-with-iam.html
   * @default - any name
   */
  readonly resourceNamePrefix?: string;

  /**
   * The ARNs of the MLflow apps and tracking servers that the workload uses. It needs the feature `MLFLOW`.
   *
   * @default - with the feature `MLFLOW`: every app and tracking server of this account and Region
   */
  readonly mlflowServers?: string[];

  /**
   * The databases of the Glue Data Catalog that the workload reads. It needs the feature `GLUE_CATALOG`.
   *
   * The SageMaker Python SDK's own check then rejects the role, because it asks about every resource.
   *
   * @default - with the feature `GLUE_CATALOG`: the whole catalog, with the warning `glueCatalog`
   */
  readonly glueDatabases?: string[];

  /**
   * The CloudWatch namespaces that the workload publishes metrics to, as patterns such as `/aws/sagemaker/*`.
   *
   * The SageMaker Python SDK's own check then rejects the role, because it doesn't send a namespace.
   *
   * @default - every namespace
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
   */
  readonly metricNamespaces?: string[];

  /**
   * Demands on the jobs, models and endpoint configurations that the role starts or creates, such as a VPC or a longest run time.
   *
   * They also bind callers that `grantRunWorkload` lets start work with the role. If the role starts nothing and has no caller, you
   * get the warning `unusedConditions`.
   *
   * @default - none
   */
  readonly jobConditions?: JobConditions;

  /**
   * The tags of the jobs, models, endpoints and pipelines of this role, such as `{ team: 'ml' }` (ABAC).
   *
   * The role can create them only with these tags, and can describe, stop, update and delete only those that have them.
   *
   * @default - any tags
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html
   */
  readonly resourceTags?: { [key: string]: string };

  /**
   * Permissions of your own, which no role type has: for a secret, a parameter, a file system.
   *
   * The role gets them, and a validation asks about them. They can't manage permissions or change identities.
   *
   * @default - none
   */
  readonly additionalPermissions?: AdditionalPermission[];
}
