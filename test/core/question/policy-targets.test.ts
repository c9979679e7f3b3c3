import cases from './policy-target-cases.json';
import { policyTarget, policyTargets } from '../../../src/core/question/policy-targets';
import type { QuestionGroup } from '../../../src/core/question/question';

const group = (change: object): QuestionGroup => ({ actions: [], resources: [], certainty: 'concrete', facts: [], assumed: [], ...change });

test.each(cases)('finds the policy of $name: $target.arn', ({ action, resource, group: change = {}, account = '111122223333', target }) => {
  expect(policyTarget(action, resource, group(change), account ?? undefined)).toEqual(target);
});

test('lists each policy once, in the order of the question', () => {
  const groups = [
    group({ actions: ['s3:GetObject', 's3:PutObject'], resources: ['arn:aws:s3:::own/x', 'arn:aws:s3:::other/x'] }),
    group({ actions: ['glue:GetTable'], resources: ['arn:aws:glue:eu-west-1:111122223333:table/a/b'] }),
    group({ actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:eu-west-1:444455556666:callbacks'] }),
  ];
  const buckets = [{ service: 's3', arn: 'arn:aws:s3:::own' }, { service: 's3', arn: 'arn:aws:s3:::other' }];
  expect(policyTargets({ groups }, '111122223333')).toEqual(buckets);
  expect(policyTargets({ groups })).toEqual([...buckets, { service: 'sqs', arn: 'arn:aws:sqs:eu-west-1:444455556666:callbacks' }]);
});
