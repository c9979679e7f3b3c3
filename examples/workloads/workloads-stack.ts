import { RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { BucketAccess, RoleValidation, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from 'cdk-sagemaker-execution-role';

/**
 * The stack of a machine learning team: data, network, a role for each workload, an existing role of the platform team, and the resources
 * that use these roles.
 */
export class WorkloadsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const key = new kms.Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
    const bucket = new s3.Bucket(this, 'Bucket', {
      encryptionKey: key,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const vpc = new ec2.Vpc(this, 'Vpc', {
      natGateways: 0,
      subnetConfiguration: [{ name: 'Jobs', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    const securityGroup = new ec2.SecurityGroup(this, 'JobsGroup', { vpc, description: 'Containers of SageMaker jobs' });

    // Reads one prefix and writes another, in one network. Starts no jobs.
    const training = new SageMakerExecutionRole(this, 'TrainingRole', {
      roleType: SageMakerRoleType.TRAINING,
      minimal: true,
      features: [SageMakerFeature.VPC, SageMakerFeature.MLFLOW, SageMakerFeature.VOLUME_ENCRYPTION],
      buckets: [BucketAccess.readOnly(bucket, 'data/'), BucketAccess.readWrite(bucket, 'models/')],
      encryptionKeys: [key],
      network: { vpc, subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, securityGroups: [securityGroup] },
      metricNamespaces: ['/aws/sagemaker/*', 'aws/sagemaker/*'],
    });

    const serving = new SageMakerExecutionRole(this, 'ServingRole', {
      roleType: SageMakerRoleType.SERVING,
      features: [SageMakerFeature.ASYNC_INFERENCE, SageMakerFeature.METRICS],
      buckets: [BucketAccess.readOnly(bucket, 'models/'), BucketAccess.readWrite(bucket, 'answers/')],
      topics: [new sns.Topic(this, 'Answers', { masterKey: key, enforceSSL: true })],
    });

    // The platform team provides this role, for its own bucket and key. It is validated before anything uses it.
    const platformRole = SageMakerExecutionRole.fromValidatedRoleArn(this, 'PlatformRole',
      this.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'ml-platform/pretraining' }), {
        roleType: SageMakerRoleType.TRAINING,
        minimal: true,
        buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(this, 'PlatformBucket', 'ml-platform-pretraining'))],
        encryptionKeys: [kms.Key.fromKeyArn(this, 'PlatformKey',
          this.formatArn({ service: 'kms', resource: 'key', resourceName: '0f1e2d3c-4b5a-4968-8776-655443322110' }))],
      });

    // Its training steps run under a training role, the other steps under the pipeline's own role.
    const pipeline = new SageMakerExecutionRole(this, 'PipelineRole', {
      roleType: SageMakerRoleType.PIPELINE,
      buckets: [BucketAccess.readWrite(bucket, 'pipeline/'), BucketAccess.readOnly(bucket, 'data/')],
      passableRoles: [training, platformRole],
      // Some steps run with the role of the pipeline itself.
      passSelf: true,
    });

    const featureStore = new SageMakerExecutionRole(this, 'FeatureStoreRole', {
      roleType: SageMakerRoleType.FEATURE_STORE,
      minimal: true,
      features: [SageMakerFeature.OFFLINE_STORE, SageMakerFeature.GLUE_CATALOG],
      buckets: [BucketAccess.readWrite(bucket, 'features/')],
      featureGroups: ['customers'],
      glueDatabases: ['sales'],
    });

    const bedrock = new SageMakerExecutionRole(this, 'BedrockRole', {
      roleType: SageMakerRoleType.BEDROCK,
      buckets: [BucketAccess.readOnly(bucket, 'models/')],
      encryptionKeys: [key],
      modelPackageGroups: ['sales-forecast'],
    });

    const hyperPod = new SageMakerExecutionRole(this, 'HyperPodRole', {
      roleType: SageMakerRoleType.HYPERPOD,
      minimal: true,
      features: [SageMakerFeature.MLFLOW],
      buckets: [BucketAccess.readWrite(bucket)],
      encryptionKeys: [key],
    });

    const evaluation = new SageMakerExecutionRole(this, 'EvaluationRole', {
      roleType: SageMakerRoleType.MODEL_EVALUATION,
      buckets: [BucketAccess.readOnly(bucket, 'models/'), BucketAccess.readWrite(bucket, 'evaluation/')],
      encryptionKeys: [key],
    });

    // A permissions boundary or a service control policy can deny what this stack grants, so validate the new roles as well.
    for (const role of [training, serving, pipeline, featureStore, bedrock, hyperPod, evaluation]) {
      new RoleValidation(role, 'Validation', { role, requirements: role.requirements });
    }

    // The data scientists connect to the cluster themselves. The role of the jobs doesn't.
    const scientists = new iam.Group(this, 'Scientists');
    SageMakerExecutionRole.grantHyperPodConnect(scientists, {
      clusterArn: this.formatArn({ service: 'sagemaker', resource: 'cluster', resourceName: 'a1b2c3d4e5f6' }),
      eksClusterArn: this.formatArn({ service: 'eks', resource: 'cluster', resourceName: 'training' }),
    });

    new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: serving.roleArn,
      primaryContainer: {
        image: `763104351884.dkr.ecr.${this.region}.${this.urlSuffix}/pytorch-inference:2.5-cpu-py311`,
        modelDataUrl: bucket.s3UrlForObject('models/forecast/model.tar.gz'),
      },
    });

    const definition = new sagemaker.CfnPipeline(this, 'Pipeline', {
      pipelineName: 'forecast',
      roleArn: pipeline.roleArn,
      pipelineDefinition: {
        PipelineDefinitionBody: this.toJsonString({
          Version: '2020-12-01',
          Steps: [
            this.trainingStep('Pretrain', platformRole, 's3://ml-platform-pretraining/models/', key),
            this.trainingStep('Train', training, bucket.s3UrlForObject('models/'), key),
          ],
        }),
      },
    });
    // The policy that lets the role pass itself is attached after the role. Wait for it, and for its validation.
    definition.node.addDependency(pipeline);
  }

  private trainingStep(name: string, role: iam.IRole, output: string, volumeKey: kms.IKey): object {
    return {
      Name: name,
      Type: 'Training',
      Arguments: {
        RoleArn: role.roleArn,
        AlgorithmSpecification: {
          TrainingImage: `763104351884.dkr.ecr.${this.region}.${this.urlSuffix}/pytorch-training:2.5-cpu-py311`,
          TrainingInputMode: 'File',
        },
        OutputDataConfig: { S3OutputPath: output },
        ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 30, VolumeKmsKeyId: volumeKey.keyArn },
        StoppingCondition: { MaxRuntimeInSeconds: 3600 },
      },
    };
  }
}
