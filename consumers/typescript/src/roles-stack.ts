import { CfnOutput, Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType, VerdictAction } from 'cdk-sagemaker-execution-role';
import { Construct } from 'constructs';

/** The roles of a team that trains models, serves them and runs pipelines. The platform team provides one of the roles. */
export class RolesStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const key = new kms.Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
    const data = new s3.Bucket(this, 'Data', {
      encryptionKey: key,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
    });
    const models = new s3.Bucket(this, 'Models', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, enforceSSL: true });

    const training = new SageMakerExecutionRole(this, 'TrainingRole', {
      roleType: SageMakerRoleType.TRAINING,
      minimal: true, features: [SageMakerFeature.MLFLOW, SageMakerFeature.VOLUME_ENCRYPTION],
      buckets: [BucketAccess.readOnly(data, 'training/'), BucketAccess.readWrite(models, 'candidates/')],
      encryptionKeys: [key],
      metricNamespaces: ['/aws/sagemaker/*', 'aws/sagemaker/*'],
      maxSessionDuration: Duration.hours(4),
    });

    const serving = new SageMakerExecutionRole(this, 'ServingRole', {
      roleType: SageMakerRoleType.SERVING,
      features: [SageMakerFeature.DATA_CAPTURE],
      buckets: [BucketAccess.readOnly(models, 'released/'), BucketAccess.writeOnly(data, 'captured/')],
    });

    // The platform team provides this role. It is validated before the pipeline role may pass it.
    const platformRole = SageMakerExecutionRole.fromValidatedRoleArn(this, 'PlatformRole', 'arn:aws:iam::111122223333:role/ml-platform/pretraining', {
      roleType: SageMakerRoleType.TRAINING,
      minimal: true,
      buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(this, 'PlatformBucket', 'ml-platform-pretraining'))],
      encryptionKeys: [],
    }, {
      onInconclusive: VerdictAction.FAIL,
      propagationTimeout: Duration.minutes(1),
      context: { 'aws:SourceVpc': ['vpc-0123456789abcdef0'] },
      handler: { logRetention: logs.RetentionDays.ONE_WEEK },
    });

    const pipeline = new SageMakerExecutionRole(this, 'PipelineRole', {
      roleType: SageMakerRoleType.PIPELINE,
      minimal: true, features: [SageMakerFeature.TRAINING_JOBS, SageMakerFeature.MODELS, SageMakerFeature.SCHEDULES],
      buckets: [BucketAccess.readWrite(data, 'pipeline/')],
      passableRoles: [training, serving, platformRole],
    });

    new CfnOutput(this, 'PipelineRoleArn', { value: pipeline.roleArn });
    new CfnOutput(this, 'PlatformRoleArn', { value: platformRole.roleArn });
  }
}
