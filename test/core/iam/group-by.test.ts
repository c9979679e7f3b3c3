import { groupBy } from '../../../src/core/iam/group-by';

test('groups values by their keys, in the order of the first of each', () => {
  const [one, other, third] = ['one', 'other', 'third'];
  expect([...groupBy([one, other, third], (arn) => arn === other ? 'bedrock' : 'sagemaker')])
    .toEqual([['sagemaker', [one, third]], ['bedrock', [other]]]);
});
