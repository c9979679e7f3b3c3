import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, SageMakerRoleType, Workload } from '../src';
import { knownScopes } from '../testing/workload/known-scopes';

/** The figures of docs/guide.md: the actions of a role for one bucket and one key, with the minimum and with the default features. */
export const ACTION_COUNTS: readonly (readonly [SageMakerRoleType, number, number])[] = [
  [SageMakerRoleType.TRAINING, 16, 106],
  [SageMakerRoleType.SERVING, 12, 13],
  [SageMakerRoleType.PIPELINE, 12, 28],
  [SageMakerRoleType.FEATURE_STORE, 9, 13],
  [SageMakerRoleType.BEDROCK, 5, 6],
  [SageMakerRoleType.HYPERPOD, 16, 72],
  [SageMakerRoleType.HYPERPOD_CLUSTER, 12, 12],
  [SageMakerRoleType.HYPERPOD_AUTOSCALING, 2, 2],
  [SageMakerRoleType.AGENT_TRAINING, 15, 15],
  [SageMakerRoleType.MODEL_EVALUATION, 16, 37],
  [SageMakerRoleType.PROCESSING, 15, 15],
  [SageMakerRoleType.AUTOML, 27, 27],
  [SageMakerRoleType.LABELING, 16, 16],
  [SageMakerRoleType.COMPILATION, 11, 11],
  [SageMakerRoleType.IMAGE, 2, 2],
  [SageMakerRoleType.MLFLOW, 6, 6],
  [SageMakerRoleType.PARTNER_APP, 11, 11],
  [SageMakerRoleType.GEOSPATIAL, 10, 10],
  [SageMakerRoleType.NOTEBOOK, 11, 11],
  [SageMakerRoleType.STUDIO, 8, 8],
];

/** The bucket and the key that they are for, if the role type has a use for them. */
export function bucketAndKey(stack: Stack, roleType?: SageMakerRoleType): Pick<Workload, 'buckets' | 'encryptionKeys'> {
  const scopes = {
    buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket'))],
    encryptionKeys: [kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/own')],
  };
  return roleType === undefined ? scopes : knownScopes(roleType, scopes);
}
