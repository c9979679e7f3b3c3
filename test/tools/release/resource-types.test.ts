import { grantsOf } from '../../../tools/release/resource-types';

test.each([
  ['sagemaker:UpdateModelPackage', 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/*', true],
  ['sagemaker:UpdateModelPackage', 'arn:aws:sagemaker:eu-west-1:111122223333:hub/*', false],
  ['sagemaker:DescribeHub', 'arn:aws:sagemaker:eu-west-1:111122223333:hub/*', true],
  ['s3:GetObject', 'arn:aws:s3:::team-data/*', true],
  ['sagemaker:UpdateModelPackage', '*', true],
  ['sagemaker:NoSuchAction', 'arn:aws:sagemaker:eu-west-1:111122223333:hub/*', true],
])('%s on %s grants something: %s', async (action, resource, expected) => {
  expect((await grantsOf([action]))(action, resource)).toBe(expected);
});
