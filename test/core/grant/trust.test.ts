import { trustConditions } from '../../../src/core/grant/trust';

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
