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

/** One runtime for every region, whatever release of CDK synthesizes the template. */
const HANDLER: ValidationHandlerOptions = { runtime: lambda.Runtime.NODEJS_22_X };

export interface JudgedRolesStackProps extends StackProps {
  readonly organizationalUnits: string[];
  /** The organization, whose accounts read the code of the validation's function. */
  readonly organizationId: string;
  /** The bucket that holds it is called by this, a hyphen and the region. */
  readonly assetBucketPrefix: string;
}

/**
 * A role of each type in every account of organizational units, judged there, as is a role that every account has already.
 *
 * A validation has a Lambda function, whose code the accounts read from a bucket of this stack. Its region is that of the stack
 * instances, since Lambda takes code out of its own region only: deploy this stack once for each region.
 */
export class ValidatedRolesStack extends Stack {
  constructor(scope: Construct, id: string, props: JudgedRolesStackProps) {
    super(scope, id, props);
    const assets = this.assetBucket(props);

    const everyAccount = new StackSetStack(this, 'EveryAccount', { assetBuckets: [assets], assetBucketPrefix: props.assetBucketPrefix });
    assertForEveryAccount(everyAccount);
    const handed = this.handedRole(everyAccount);
    // The pipeline role waits for the verdict on the role that it may pass.
    const { roles } = new ExecutionRoles(everyAccount, 'Roles', { passableRoles: [handed] });
    // What an account is granted here, a policy of the organization can take away.
    for (const role of roles) {
      new RoleValidation(role, 'Validation', { role, requirements: role.requirements, handler: HANDLER });
    }

    const stackSet = new StackSet(this, 'StackSet', {
      ...ROLL_OUT,
      description: 'A SageMaker execution role of each type in every account, judged there',
      template: StackSetTemplate.fromStackSetStack(everyAccount),
      target: StackSetTarget.fromOrganizationalUnits({ organizationalUnits: props.organizationalUnits, regions: [this.region] }),
    });
    // The accounts read the bucket, which its policy lets them.
    stackSet.node.addDependency(assets);
  }

  /** The role for training that the platform team has put into every account, for its own bucket there. */
  private handedRole(everyAccount: StackSetStack): iam.IRole {
    const roleArn = everyAccount.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'ml-platform/pretraining' });
    const bucket = s3.Bucket.fromBucketName(everyAccount, 'PlatformBucket', `ml-platform-pretraining-${everyAccount.account}`);
    return SageMakerExecutionRole.fromValidatedRoleArn(everyAccount, 'HandedRole', roleArn, {
      roleType: SageMakerRoleType.TRAINING, features: [], buckets: [BucketAccess.readWrite(bucket)], encryptionKeys: [],
    }, { handler: HANDLER });
  }

  private assetBucket({ assetBucketPrefix, organizationId }: JudgedRolesStackProps): s3.Bucket {
    const bucket = new s3.Bucket(this, 'Assets', {
      bucketName: `${assetBucketPrefix}-${this.region}`,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      // A key of this account would have to let every account decrypt.
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
