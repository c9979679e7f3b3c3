from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from cdk_sagemaker_execution_role import (
    BucketAccess,
    SageMakerExecutionRole,
    SageMakerFeature,
    SageMakerRoleType,
    ValidationHandlerOptions,
    VerdictAction,
    Workload,
)
from constructs import Construct


class RolesStack(Stack):
    """The roles of a team that trains models, serves them and runs pipelines. The platform team provides one of the roles."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        key = kms.Key(self, "Key", enable_key_rotation=True, removal_policy=RemovalPolicy.DESTROY)
        data = s3.Bucket(
            self, "Data", encryption_key=key, block_public_access=s3.BlockPublicAccess.BLOCK_ALL, enforce_ssl=True
        )
        models = s3.Bucket(self, "Models", block_public_access=s3.BlockPublicAccess.BLOCK_ALL, enforce_ssl=True)

        training = SageMakerExecutionRole(
            self,
            "TrainingRole",
            role_type=SageMakerRoleType.TRAINING,
            minimal=True,
            features=[SageMakerFeature.MLFLOW, SageMakerFeature.VOLUME_ENCRYPTION],
            buckets=[BucketAccess.read_only(data, "training/"), BucketAccess.read_write(models, "candidates/")],
            encryption_keys=[key],
            metric_namespaces=["/aws/sagemaker/*", "aws/sagemaker/*"],
            max_session_duration=Duration.hours(4),
        )

        serving = SageMakerExecutionRole(
            self,
            "ServingRole",
            role_type=SageMakerRoleType.SERVING,
            features=[SageMakerFeature.DATA_CAPTURE],
            buckets=[BucketAccess.read_only(models, "released/"), BucketAccess.write_only(data, "captured/")],
        )

        # The platform team provides this role. It is validated before the pipeline role may pass it.
        platform_bucket = s3.Bucket.from_bucket_name(self, "PlatformBucket", "ml-platform-pretraining")
        platform_role = SageMakerExecutionRole.from_validated_role_arn(
            self,
            "PlatformRole",
            "arn:aws:iam::111122223333:role/ml-platform/pretraining",
            Workload(
                role_type=SageMakerRoleType.TRAINING,
                minimal=True,
                buckets=[BucketAccess.read_write(platform_bucket)],
                encryption_keys=[],
            ),
            on_inconclusive=VerdictAction.FAIL,
            propagation_timeout=Duration.minutes(1),
            context={"aws:SourceVpc": ["vpc-0123456789abcdef0"]},
            handler=ValidationHandlerOptions(log_retention=logs.RetentionDays.ONE_WEEK),
        )

        pipeline = SageMakerExecutionRole(
            self,
            "PipelineRole",
            role_type=SageMakerRoleType.PIPELINE,
            minimal=True,
            features=[SageMakerFeature.TRAINING_JOBS, SageMakerFeature.MODELS, SageMakerFeature.SCHEDULES],
            buckets=[BucketAccess.read_write(data, "pipeline/")],
            passable_roles=[training, serving, platform_role],
        )

        CfnOutput(self, "PipelineRoleArn", value=pipeline.role_arn)
        CfnOutput(self, "PlatformRoleArn", value=platform_role.role_arn)
