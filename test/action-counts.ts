import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, SageMakerRoleType, Workload } from '../src';

/** The figures of docs/guide.md: the actions of a role for one bucket and one key, with the minimum and with the default features. */
export const ACTION_COUNTS: readonly (readonly [SageMakerRoleType, number, number])[] = [
  [SageMakerRoleType.TRAINING, 16, 106],
  [SageMakerRoleType.SERVING, 11, 12],
  [SageMakerRoleType.PIPELINE, 12, 28],
  [SageMakerRoleType.FEATURE_STORE, 9, 13],
  [SageMakerRoleType.BEDROCK, 5, 6],
  [SageMakerRoleType.HYPERPOD, 16, 72],
  [SageMakerRoleType.MODEL_EVALUATION, 16, 37],
];

/** The bucket and the key that they are for. */
export function bucketAndKey(stack: Stack): Pick<Workload, 'buckets' | 'encryptionKeys'> {
  return {
    buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket'))],
    encryptionKeys: [kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/own')],
  };
}
