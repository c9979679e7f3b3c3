import { RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { BucketAccess, RoleValidation, SageMakerExecutionRole, SageMakerRoleType } from 'cdk-sagemaker-execution-role';

export interface ForecastStackProps extends StackProps {
  /**
   * The commit that is released. A stack can't see that a role has changed, so each new release validates the roles again.
   *
   * @default - the roles are validated again only when their requirements change
   */
  readonly release?: string;
}

/** A SageMaker pipeline whose training step runs under a role that the platform team has created in the account. */
export class ForecastStack extends Stack {
  constructor(scope: Construct, id: string, { release, ...props }: ForecastStackProps = {}) {
    super(scope, id, props);
    const bucket = new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, enforceSSL: true, removalPolicy: RemovalPolicy.RETAIN,
    });

    const training = SageMakerExecutionRole.fromValidatedRoleArn(this, 'TrainingRole',
      this.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'ml-platform/training' }), {
        roleType: SageMakerRoleType.TRAINING,
        minimal: true,
        buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(this, 'PlatformBucket', `ml-platform-training-${this.account}`))],
        encryptionKeys: [],
      }, { revalidationTrigger: release });

    const role = new SageMakerExecutionRole(this, 'PipelineRole', {
      roleType: SageMakerRoleType.PIPELINE, buckets: [BucketAccess.readWrite(bucket)], passableRoles: [training],
    });
    const verdict = new RoleValidation(role, 'Validation', { role, requirements: role.requirements, revalidationTrigger: release });

    const pipeline = new sagemaker.CfnPipeline(this, 'Pipeline', {
      pipelineName: 'forecast',
      roleArn: role.roleArn,
      pipelineDefinition: {
        PipelineDefinitionBody: this.toJsonString({ Version: '2020-12-01', Steps: [this.trainingStep(training)] }),
      },
    });
    // Nothing starts before the role is validated.
    pipeline.node.addDependency(verdict);
  }

  private trainingStep(role: iam.IRole): object {
    return {
      Name: 'Train',
      Type: 'Training',
      Arguments: {
        RoleArn: role.roleArn,
        AlgorithmSpecification: {
          TrainingImage: `763104351884.dkr.ecr.${this.region}.${this.urlSuffix}/pytorch-training:2.5-cpu-py311`,
          TrainingInputMode: 'File',
        },
        OutputDataConfig: { S3OutputPath: `s3://ml-platform-training-${this.account}/models/` },
        ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 30 },
        StoppingCondition: { MaxRuntimeInSeconds: 3600 },
      },
    };
  }
}
