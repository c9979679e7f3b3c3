import pytest
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from cdk_sagemaker_execution_role import (
    BucketAccess,
    SageMakerExecutionRole,
    SageMakerFeature,
    SageMakerRoleType,
    Workload,
)

ROLE_ARN = "arn:aws:iam::111122223333:role/team/training"


def test_rejects_an_unknown_role_type(stack):
    with pytest.raises(TypeError, match="argument role_type must be .*SageMakerRoleType; got str instead"):
        SageMakerExecutionRole(stack, "Role", role_type="trainig")


def test_rejects_an_unknown_feature(stack):
    with pytest.raises(TypeError, match="argument features must be .*SageMakerFeature"):
        SageMakerExecutionRole(stack, "Role", role_type=SageMakerRoleType.TRAINING, features=["vpc"])


def test_rejects_a_missing_role_type(stack):
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'role_type'"):
        SageMakerExecutionRole(stack, "Role")


def test_rejects_none_as_the_role_type(stack):
    with pytest.raises(TypeError, match="argument role_type must be .*SageMakerRoleType; got NoneType instead"):
        SageMakerExecutionRole(stack, "Role", role_type=None)


def test_rejects_none_in_buckets(stack):
    with pytest.raises(TypeError, match="argument buckets must be .*BucketAccess"):
        SageMakerExecutionRole(stack, "Role", role_type=SageMakerRoleType.TRAINING, buckets=[None])


def test_rejects_none_as_the_bucket():
    with pytest.raises(RuntimeError, match="parameter bucket .*BucketAccess.readOnly(.|\n)*A value is required"):
        BucketAccess.read_only(None)


def test_rejects_none_as_the_role_arn(stack):
    with pytest.raises(TypeError, match="argument role_arn must be str; got NoneType instead"):
        SageMakerExecutionRole.from_validated_role_arn(stack, "Role", None, Workload(role_type=SageMakerRoleType.TRAINING))


def test_rejects_a_workload_without_a_role_type(stack):
    with pytest.raises(RuntimeError, match="Missing required properties for .*Workload: 'roleType'"):
        SageMakerExecutionRole.from_validated_role_arn(stack, "Role", ROLE_ARN, {"features": []})


def test_rejects_an_unknown_property(stack):
    with pytest.raises(TypeError, match="unexpected keyword argument 'bukets'"):
        SageMakerExecutionRole(stack, "Role", role_type=SageMakerRoleType.TRAINING, bukets=[])


WRONG_COMBINATIONS = {
    "noBucket": lambda stack: {"role_type": SageMakerRoleType.TRAINING, "buckets": []},
    "unusedFunctions": lambda stack: {
        "role_type": SageMakerRoleType.PIPELINE,
        "functions": [lambda_.Function.from_function_name(stack, "Function", "step")],
    },
    "foreignFeature": lambda stack: {"role_type": SageMakerRoleType.BEDROCK, "features": [SageMakerFeature.LINEAGE]},
    "wildcardPrefix": lambda stack: {
        "role_type": SageMakerRoleType.TRAINING,
        "buckets": [BucketAccess.read_only(s3.Bucket.from_bucket_name(stack, "Bucket", "own-bucket"), "data/*")],
    },
}


def test_has_a_case_for_every_message(messages):
    assert sorted(WRONG_COMBINATIONS) == sorted(messages)


@pytest.mark.parametrize("name", WRONG_COMBINATIONS)
def test_raises_the_message_of_the_typescript_app(name, stack, messages):
    with pytest.raises(RuntimeError) as raised:
        SageMakerExecutionRole(stack, "Role", **WRONG_COMBINATIONS[name](stack))
    assert str(raised.value) == messages[name]
