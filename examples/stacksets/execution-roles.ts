import { CfnOutput, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BucketAccess, SageMakerExecutionRole, SageMakerRoleType } from 'cdk-sagemaker-execution-role';

/** The role types of these accounts. Add others that your teams use. */
const ROLE_TYPES = [
  SageMakerRoleType.TRAINING,
  SageMakerRoleType.SERVING,
  SageMakerRoleType.PIPELINE,
  SageMakerRoleType.FEATURE_STORE,
  SageMakerRoleType.BEDROCK,
  SageMakerRoleType.HYPERPOD,
  SageMakerRoleType.MODEL_EVALUATION,
];

export interface ExecutionRolesProps {
  /** Roles that the pipelines may pass. */
  readonly passableRoles?: iam.IRole[];
}

/**
 * A role of each type, for the data bucket that every account has.
 *
 * No resource has a fixed name, so you can deploy the same template to a second region, and CAPABILITY_IAM is enough.
 */
export class ExecutionRoles extends Construct {
  public readonly roles: readonly SageMakerExecutionRole[];

  constructor(scope: Construct, id: string, props: ExecutionRolesProps = {}) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const data = s3.Bucket.fromBucketName(this, 'Data', `sagemaker-data-${account}-${region}`);

    this.roles = ROLE_TYPES.map((roleType) => {
      const name = roleType.split('_').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
      const role = new SageMakerExecutionRole(this, name, {
        roleType,
        buckets: [BucketAccess.readWrite(data)],
        // The buckets use Amazon S3 managed keys. A customer managed key per account would need a parameter per stack instance.
        encryptionKeys: [],
        ...roleType === SageMakerRoleType.PIPELINE ? { passableRoles: props.passableRoles } : {},
      });
      // Teams import the role of their account and region: Fn.importValue('SageMakerTrainingRoleArn').
      new CfnOutput(this, `${name}Arn`, { value: role.roleArn, exportName: `SageMaker${name}RoleArn` });
      return role;
    });
  }
}
