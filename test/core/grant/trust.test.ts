import { trustConditions, trustedServices } from '../../../src/core/grant/trust';

test.each([
  ['no condition', undefined, undefined, {}],
  ['the account', '111122223333', undefined, { StringEquals: { 'aws:SourceAccount': '111122223333' } }],
  ['the ARNs', undefined, ['a', 'b'], { ArnLike: { 'aws:SourceArn': ['a', 'b'] } }],
  ['both', '111122223333', 'a', { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': 'a' } }],
])('makes the conditions of the trust policy: %s', (_, account, arns, conditions) => {
  expect(trustConditions({}, account, arns)).toEqual(conditions);
});

test('makes no condition on the account if AWS documents none for the service', () => {
  expect(trustConditions({ undocumentedConditions: true }, '111122223333', undefined)).toEqual({});
});

const servicesOf = (workload: Parameters<typeof trustedServices>[0]) =>
  trustedServices(workload).map(({ service, actions }) => [service, ...actions]);

test('a service has sts:AssumeRole, and the actions of its chosen features', () => {
  expect(servicesOf({ roleType: 'studio' })).toEqual([['sagemaker.amazonaws.com', 'sts:AssumeRole']]);
  expect(servicesOf({ roleType: 'studio', features: ['session_tags'] }))
    .toEqual([['sagemaker.amazonaws.com', 'sts:AssumeRole', 'sts:TagSession']]);
  expect(servicesOf({ roleType: 'agent_training' })).toEqual([['job.sagemaker.amazonaws.com', 'sts:AssumeRole', 'sts:TagSession']]);
});

test('a feature adds a service', () => {
  expect(servicesOf({ roleType: 'pipeline', features: ['events'] }).map(([service]) => service))
    .toEqual(['sagemaker.amazonaws.com', 'events.amazonaws.com']);
  expect(servicesOf({ roleType: 'pipeline' }).map(([service]) => service)).toEqual(['sagemaker.amazonaws.com']);
});
