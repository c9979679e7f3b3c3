import { Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { StackSet, StackSetStack, StackSetTarget, StackSetTemplate } from 'cdk-stacksets';
import { Construct } from 'constructs';
import { assertForEveryAccount } from './every-account';
import { ExecutionRoles } from './execution-roles';
import { ROLL_OUT } from './roll-out';
import {
  BucketAccess, RoleValidation, SageMakerExecutionRole, SageMakerRoleType, ValidationHandlerOptions,
} from 'cdk-sagemaker-execution-role';

/** One runtime for every region, with every CDK version. */
const HANDLER: ValidationHandlerOptions = { runtime: lambda.Runtime.NODEJS_22_X };

export interface ValidatedRolesStackProps extends StackProps {
  readonly organizationalUnits: string[];
  /** The organization. Its accounts may read the code of the validation's function. */
  readonly organizationId: string;
  /** The prefix of the bucket's name. A hyphen and the region follow it. */
  readonly assetBucketPrefix: string;
}

/**
 * A role of each type in every account of the organizational units. Each account validates these roles, and one that it has already.
 *
 * A validation has a Lambda function. The accounts read its code from a bucket of this stack. Lambda reads code only from a bucket in its own
 * region, so deploy this stack once for each region.
 */
export class ValidatedRolesStack extends Stack {
  constructor(scope: Construct, id: string, props: ValidatedRolesStackProps) {
    super(scope, id, props);
    const assets = this.assetBucket(props);

    const everyAccount = new StackSetStack(this, 'EveryAccount', { assetBuckets: [assets], assetBucketPrefix: props.assetBucketPrefix });
    assertForEveryAccount(everyAccount);
    const platformRole = this.platformRole(everyAccount);
    // The pipeline role waits for the validation of the role that it may pass.
    const { roles } = new ExecutionRoles(everyAccount, 'Roles', { passableRoles: [platformRole] });
    // A service control policy can deny what the roles grant, so validate the new roles as well.
    for (const role of roles) {
      new RoleValidation(role, 'Validation', { role, requirements: role.requirements, handler: HANDLER });
    }

    const stackSet = new StackSet(this, 'StackSet', {
      ...ROLL_OUT,
      description: 'A validated SageMaker execution role of each type in every account',
      template: StackSetTemplate.fromStackSetStack(everyAccount),
      target: StackSetTarget.fromOrganizationalUnits({ organizationalUnits: props.organizationalUnits, regions: [this.region] }),
    });
    // Deploy the stack set after the bucket policy, which lets the accounts read the code.
    stackSet.node.addDependency(assets);
  }

  /** The training role that the platform team has created in every account, for its own bucket there. */
  private platformRole(everyAccount: StackSetStack): iam.IRole {
    const roleArn = everyAccount.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'ml-platform/pretraining' });
    const bucket = s3.Bucket.fromBucketName(everyAccount, 'PlatformBucket', `ml-platform-pretraining-${everyAccount.account}`);
    return SageMakerExecutionRole.fromValidatedRoleArn(everyAccount, 'PlatformRole', roleArn, {
      roleType: SageMakerRoleType.TRAINING, minimal: true, buckets: [BucketAccess.readWrite(bucket)], encryptionKeys: [],
    }, { handler: HANDLER });
  }

  private assetBucket({ assetBucketPrefix, organizationId }: ValidatedRolesStackProps): s3.Bucket {
    const bucket = new s3.Bucket(this, 'Assets', {
      bucketName: `${assetBucketPrefix}-${this.region}`,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      // With a customer managed key, the key policy would have to let every account decrypt.
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
    });
    bucket.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'AccountsReadCode',
      principals: [new iam.OrganizationPrincipal(organizationId)],
      actions: ['s3:GetObject'],
      resources: [bucket.arnForObjects('*')],
    }));
    return bucket;
  }
}
