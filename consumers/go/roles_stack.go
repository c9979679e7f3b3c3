package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sagemakerrole "github.com/cdk-sagemaker-execution-role/cdk-sagemaker-execution-role-go/cdksagemakerexecutionrole"
)

// The roles of a team that trains models, serves them and runs pipelines. The platform team provides one of the roles.
func newRolesStack(scope constructs.Construct, id string, props *awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, props)

	key := awskms.NewKey(stack, jsii.String("Key"), &awskms.KeyProps{
		EnableKeyRotation: jsii.Bool(true),
		RemovalPolicy:     awscdk.RemovalPolicy_DESTROY,
	})
	data := awss3.NewBucket(stack, jsii.String("Data"), &awss3.BucketProps{
		EncryptionKey:     key,
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		EnforceSSL:        jsii.Bool(true),
	})
	models := awss3.NewBucket(stack, jsii.String("Models"), &awss3.BucketProps{
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		EnforceSSL:        jsii.Bool(true),
	})

	training := sagemakerrole.NewSageMakerExecutionRole(stack, jsii.String("TrainingRole"), &sagemakerrole.SageMakerExecutionRoleProps{
		RoleType: sagemakerrole.SageMakerRoleType_TRAINING,
		Minimal:  jsii.Bool(true),
		Features: &[]sagemakerrole.SageMakerFeature{
			sagemakerrole.SageMakerFeature_MLFLOW,
			sagemakerrole.SageMakerFeature_VOLUME_ENCRYPTION,
		},
		Buckets: &[]sagemakerrole.BucketAccess{
			sagemakerrole.BucketAccess_ReadOnly(data, jsii.String("training/"), nil),
			sagemakerrole.BucketAccess_ReadWrite(models, jsii.String("candidates/"), nil),
		},
		EncryptionKeys:     &[]awskms.IKey{key},
		MetricNamespaces:   jsii.Strings("/aws/sagemaker/*", "aws/sagemaker/*"),
		MaxSessionDuration: awscdk.Duration_Hours(jsii.Number(4)),
	})

	serving := sagemakerrole.NewSageMakerExecutionRole(stack, jsii.String("ServingRole"), &sagemakerrole.SageMakerExecutionRoleProps{
		RoleType: sagemakerrole.SageMakerRoleType_SERVING,
		Features: &[]sagemakerrole.SageMakerFeature{sagemakerrole.SageMakerFeature_DATA_CAPTURE},
		Buckets: &[]sagemakerrole.BucketAccess{
			sagemakerrole.BucketAccess_ReadOnly(models, jsii.String("released/"), nil),
			sagemakerrole.BucketAccess_WriteOnly(data, jsii.String("captured/"), nil),
		},
	})

	// The platform team provides this role. It is validated before the pipeline role may pass it.
	platformBucket := awss3.Bucket_FromBucketName(stack, jsii.String("PlatformBucket"), jsii.String("ml-platform-pretraining"))
	platformRole := sagemakerrole.SageMakerExecutionRole_FromValidatedRoleArn(stack, jsii.String("PlatformRole"),
		jsii.String("arn:aws:iam::111122223333:role/ml-platform/pretraining"),
		&sagemakerrole.Workload{
			RoleType:       sagemakerrole.SageMakerRoleType_TRAINING,
			Minimal:        jsii.Bool(true),
			Buckets:        &[]sagemakerrole.BucketAccess{sagemakerrole.BucketAccess_ReadWrite(platformBucket, nil, nil)},
			EncryptionKeys: &[]awskms.IKey{},
		},
		&sagemakerrole.ValidatedRoleOptions{
			OnInconclusive:     sagemakerrole.VerdictAction_FAIL,
			PropagationTimeout: awscdk.Duration_Minutes(jsii.Number(1)),
			Context:            &map[string]*[]*string{"aws:SourceVpc": jsii.Strings("vpc-0123456789abcdef0")},
			Handler:            &sagemakerrole.ValidationHandlerOptions{LogRetention: awslogs.RetentionDays_ONE_WEEK},
		})

	pipeline := sagemakerrole.NewSageMakerExecutionRole(stack, jsii.String("PipelineRole"), &sagemakerrole.SageMakerExecutionRoleProps{
		RoleType: sagemakerrole.SageMakerRoleType_PIPELINE,
		Minimal:  jsii.Bool(true),
		Features: &[]sagemakerrole.SageMakerFeature{
			sagemakerrole.SageMakerFeature_TRAINING_JOBS,
			sagemakerrole.SageMakerFeature_MODELS,
			sagemakerrole.SageMakerFeature_SCHEDULES,
		},
		Buckets:       &[]sagemakerrole.BucketAccess{sagemakerrole.BucketAccess_ReadWrite(data, jsii.String("pipeline/"), nil)},
		PassableRoles: &[]awsiam.IRole{training, serving, platformRole},
	})

	awscdk.NewCfnOutput(stack, jsii.String("PipelineRoleArn"), &awscdk.CfnOutputProps{Value: pipeline.RoleArn()})
	awscdk.NewCfnOutput(stack, jsii.String("PlatformRoleArn"), &awscdk.CfnOutputProps{Value: platformRole.RoleArn()})
	return stack
}
