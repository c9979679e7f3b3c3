import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, SageMakerExecutionRole, SageMakerRoleType } from '../../src';
import { knownScopes } from '../../testing/workload/known-scopes';

test.each(Object.values(SageMakerRoleType))('a %s role with its default features, one bucket and one key', (roleType) => {
  const stack = new Stack(new App(), 'Stack');
  new SageMakerExecutionRole(stack, 'Role', {
    roleType,
    ...knownScopes(roleType, {
      buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Data', 'data'))],
      encryptionKeys: [kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1234')],
    }),
  });
  expect(Template.fromStack(stack).toJSON().Resources).toMatchSnapshot();
});
