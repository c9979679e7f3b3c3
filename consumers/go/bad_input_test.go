package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	sagemakerrole "github.com/cdk-sagemaker-execution-role/cdk-sagemaker-execution-role-go/cdksagemakerexecutionrole"
)

type roleProps = sagemakerrole.SageMakerExecutionRoleProps

// The error messages for bad input, the same in every language.
const messagesFile = "../bad-input.json"

var wrongCombinations = map[string]func(stack awscdk.Stack) *roleProps{
	"noBucket": func(awscdk.Stack) *roleProps {
		return &roleProps{RoleType: sagemakerrole.SageMakerRoleType_TRAINING, Buckets: &[]sagemakerrole.BucketAccess{}}
	},
	"unusedFunctions": func(stack awscdk.Stack) *roleProps {
		function := awslambda.Function_FromFunctionName(stack, jsii.String("Function"), jsii.String("step"))
		return &roleProps{RoleType: sagemakerrole.SageMakerRoleType_PIPELINE, Functions: &[]awslambda.IFunction{function}}
	},
	"foreignFeature": func(awscdk.Stack) *roleProps {
		return &roleProps{
			RoleType: sagemakerrole.SageMakerRoleType_BEDROCK,
			Features: &[]sagemakerrole.SageMakerFeature{sagemakerrole.SageMakerFeature_LINEAGE},
		}
	},
	"wildcardPrefix": func(stack awscdk.Stack) *roleProps {
		bucket := awss3.Bucket_FromBucketName(stack, jsii.String("Bucket"), jsii.String("own-bucket"))
		return &roleProps{
			RoleType: sagemakerrole.SageMakerRoleType_TRAINING,
			Buckets:  &[]sagemakerrole.BucketAccess{sagemakerrole.BucketAccess_ReadOnly(bucket, jsii.String("data/*"), nil)},
		}
	},
}

func TestPanicsWithTheMessageOfTheTypeScriptApp(t *testing.T) {
	messages := readJSON[map[string]string](t, messagesFile)
	compare(t, names(messages), names(wrongCombinations))
	for name, message := range messages {
		t.Run(name, func(t *testing.T) {
			stack := newStack()
			props := wrongCombinations[name](stack)
			panicked := panicOf(func() { newRole(stack, props) })
			if !strings.Contains(panicked, message) {
				t.Errorf("expected %q, not %q", message, panicked)
			}
		})
	}
}

func TestRejectsAnUnknownRoleType(t *testing.T) {
	expectPanic(t, func() { newRole(newStack(), &roleProps{RoleType: "TRAINIG"}) }, "roleType", "TRAINIG")
}

func TestRejectsAMissingRoleType(t *testing.T) {
	expectPanic(t, func() { newRole(newStack(), &roleProps{}) }, "Key 'roleType'", "A value is required")
}

func TestRejectsMissingProps(t *testing.T) {
	expectPanic(t, func() { newRole(newStack(), nil) }, "parameter props is required, but nil was provided")
}

func TestRejectsNilAsTheBucket(t *testing.T) {
	expectPanic(t, func() { sagemakerrole.BucketAccess_ReadOnly(nil, nil, nil) }, "parameter bucket is required, but nil was provided")
}

func TestRejectsNilAsTheRoleArn(t *testing.T) {
	expectPanic(t, func() {
		sagemakerrole.SageMakerExecutionRole_FromValidatedRoleArn(newStack(), jsii.String("Role"), nil,
			&sagemakerrole.Workload{RoleType: sagemakerrole.SageMakerRoleType_TRAINING}, nil)
	}, "parameter roleArn is required, but nil was provided")
}

func newStack() awscdk.Stack {
	return awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Roles"), nil)
}

func newRole(stack awscdk.Stack, props *roleProps) {
	sagemakerrole.NewSageMakerExecutionRole(stack, jsii.String("Role"), props)
}

func expectPanic(t *testing.T, cause func(), words ...string) {
	t.Helper()
	panicked := panicOf(cause)
	for _, word := range words {
		if !strings.Contains(panicked, word) {
			t.Errorf("expected %q in %q", word, panicked)
		}
	}
}

// Returns the message that a call panics with, or an empty string.
func panicOf(call func()) (message string) {
	defer func() {
		if reason := recover(); reason != nil {
			message = fmt.Sprint(reason)
		}
	}()
	call()
	return ""
}
