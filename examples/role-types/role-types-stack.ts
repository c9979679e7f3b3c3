import { RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { BucketAccess, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from 'cdk-sagemaker-execution-role';

/**
 * A role for each kind of workload that the workloads example lacks, on the resource that uses it. Step Functions starts the jobs that
 * CloudFormation, or an older CDK, has no resource for.
 */
export class RoleTypesStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const bucket = new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const images = new ecr.Repository(this, 'Images', { removalPolicy: RemovalPolicy.DESTROY });

    this.addProcessing(bucket, images);
    this.addImage(images);
    this.addMlflow(bucket);
    this.addPartnerApp();
    this.addStartedJobs(bucket, images);
  }

  private addProcessing(bucket: s3.IBucket, images: ecr.IRepository): void {
    const role = new SageMakerExecutionRole(this, 'ProcessingRole', {
      roleType: SageMakerRoleType.PROCESSING,
      buckets: [BucketAccess.readOnly(bucket, 'raw/'), BucketAccess.readWrite(bucket, 'features/')],
      repositories: [images],
    });
    this.addStateMachine('Processing', 'sagemaker:createProcessingJob', role);
  }

  private addImage(images: ecr.IRepository): void {
    const role = new SageMakerExecutionRole(this, 'ImageRole', { roleType: SageMakerRoleType.IMAGE, repositories: [images] });
    const image = new sagemaker.CfnImage(this, 'Image', { imageName: 'research', imageRoleArn: role.roleArn });
    new sagemaker.CfnImageVersion(this, 'ImageVersion', { imageName: image.imageName, baseImage: images.repositoryUriForTag('research') })
      .addDependency(image);
  }

  private addMlflow(bucket: s3.IBucket): void {
    const role = new SageMakerExecutionRole(this, 'MlflowRole', {
      roleType: SageMakerRoleType.MLFLOW,
      features: [SageMakerFeature.MODEL_REGISTRY],
      buckets: [BucketAccess.readWrite(bucket, 'mlflow/')],
      modelPackageGroups: ['forecast'],
    });
    new sagemaker.CfnMlflowTrackingServer(this, 'TrackingServer', {
      trackingServerName: 'research',
      roleArn: role.roleArn,
      artifactStoreUri: bucket.s3UrlForObject('mlflow/'),
      automaticModelRegistration: true,
    });
  }

  private addPartnerApp(): void {
    const role = new SageMakerExecutionRole(this, 'PartnerAppRole', { roleType: SageMakerRoleType.PARTNER_APP });
    new sagemaker.CfnPartnerApp(this, 'PartnerApp', {
      name: 'comet', type: 'comet', tier: 'small', authType: 'IAM', executionRoleArn: role.roleArn,
    });
  }

  /** A state machine for each kind of job. It may start that kind of job, with its role and with no other. */
  private addStartedJobs(bucket: s3.IBucket, images: ecr.IRepository): void {
    const buckets = [BucketAccess.readWrite(bucket, 'jobs/')];
    this.addStateMachine('AutoMl', 'sagemaker:createAutoMLJobV2', new SageMakerExecutionRole(this, 'AutoMlRole', {
      roleType: SageMakerRoleType.AUTOML, buckets, repositories: [images],
    }));
    this.addStateMachine('Labeling', 'sagemaker:createLabelingJob', new SageMakerExecutionRole(this, 'LabelingRole', {
      roleType: SageMakerRoleType.LABELING,
      features: [SageMakerFeature.STREAMING],
      buckets,
      topics: [new sns.Topic(this, 'Labels', { enforceSSL: true })],
    }));
    this.addStateMachine('Compilation', 'sagemaker:createCompilationJob', new SageMakerExecutionRole(this, 'CompilationRole', {
      roleType: SageMakerRoleType.COMPILATION, buckets,
    }));
    this.addStateMachine('Geospatial', 'sagemakergeospatial:startEarthObservationJob', new SageMakerExecutionRole(this, 'GeospatialRole', {
      roleType: SageMakerRoleType.GEOSPATIAL, buckets,
    }));
  }

  private addStateMachine(id: string, api: string, role: SageMakerExecutionRole): void {
    const start = new sfn.CustomState(this, `Start${id}`, {
      stateJson: { Type: 'Task', Resource: `arn:${this.partition}:states:::aws-sdk:${api}`, Parameters: { 'RoleArn': role.roleArn, 'Request.$': '$.request' }, End: true },
    });
    const machine = new sfn.StateMachine(this, `${id}Machine`, { definitionBody: sfn.DefinitionBody.fromChainable(start) });
    role.grantRunWorkload(machine);
  }
}
