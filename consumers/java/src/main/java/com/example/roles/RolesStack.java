package com.example.roles;

import io.github.cdksagemakerexecutionrole.BucketAccess;
import io.github.cdksagemakerexecutionrole.SageMakerExecutionRole;
import io.github.cdksagemakerexecutionrole.SageMakerFeature;
import io.github.cdksagemakerexecutionrole.SageMakerRoleType;
import io.github.cdksagemakerexecutionrole.ValidatedRoleOptions;
import io.github.cdksagemakerexecutionrole.ValidationHandlerOptions;
import io.github.cdksagemakerexecutionrole.VerdictAction;
import io.github.cdksagemakerexecutionrole.Workload;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** The roles of a team that trains models, serves them and runs pipelines. The platform team provides one of the roles. */
public class RolesStack extends Stack {
    public RolesStack(final Construct scope, final String id, final StackProps props) {
        super(scope, id, props);

        Key key = Key.Builder.create(this, "Key").enableKeyRotation(true).removalPolicy(RemovalPolicy.DESTROY).build();
        Bucket data = Bucket.Builder.create(this, "Data")
            .encryptionKey(key)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .build();
        Bucket models = Bucket.Builder.create(this, "Models")
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .build();

        SageMakerExecutionRole training = SageMakerExecutionRole.Builder.create(this, "TrainingRole")
            .roleType(SageMakerRoleType.TRAINING)
            .minimal(true)
            .features(List.of(SageMakerFeature.MLFLOW, SageMakerFeature.VOLUME_ENCRYPTION))
            .buckets(List.of(BucketAccess.readOnly(data, "training/"), BucketAccess.readWrite(models, "candidates/")))
            .encryptionKeys(List.of(key))
            .metricNamespaces(List.of("/aws/sagemaker/*", "aws/sagemaker/*"))
            .maxSessionDuration(Duration.hours(4))
            .build();

        SageMakerExecutionRole serving = SageMakerExecutionRole.Builder.create(this, "ServingRole")
            .roleType(SageMakerRoleType.SERVING)
            .features(List.of(SageMakerFeature.DATA_CAPTURE))
            .buckets(List.of(BucketAccess.readOnly(models, "released/"), BucketAccess.writeOnly(data, "captured/")))
            .build();

        // The platform team provides this role. It is validated before the pipeline role may pass it.
        IRole platformRole = SageMakerExecutionRole.fromValidatedRoleArn(this, "PlatformRole", "arn:aws:iam::111122223333:role/ml-platform/pretraining",
            Workload.builder()
                .roleType(SageMakerRoleType.TRAINING)
                .minimal(true)
                .buckets(List.of(BucketAccess.readWrite(Bucket.fromBucketName(this, "PlatformBucket", "ml-platform-pretraining"))))
                .encryptionKeys(List.of())
                .build(),
            ValidatedRoleOptions.builder()
                .onInconclusive(VerdictAction.FAIL)
                .propagationTimeout(Duration.minutes(1))
                .context(Map.of("aws:SourceVpc", List.of("vpc-0123456789abcdef0")))
                .handler(ValidationHandlerOptions.builder().logRetention(RetentionDays.ONE_WEEK).build())
                .build());

        SageMakerExecutionRole pipeline = SageMakerExecutionRole.Builder.create(this, "PipelineRole")
            .roleType(SageMakerRoleType.PIPELINE)
            .minimal(true)
            .features(List.of(SageMakerFeature.TRAINING_JOBS, SageMakerFeature.MODELS, SageMakerFeature.SCHEDULES))
            .buckets(List.of(BucketAccess.readWrite(data, "pipeline/")))
            .passableRoles(List.of(training, serving, platformRole))
            .build();

        CfnOutput.Builder.create(this, "PipelineRoleArn").value(pipeline.getRoleArn()).build();
        CfnOutput.Builder.create(this, "PlatformRoleArn").value(platformRole.getRoleArn()).build();
    }
}
