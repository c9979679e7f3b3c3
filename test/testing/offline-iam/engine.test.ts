import { decide, MalformedRequest } from '../../../testing/offline-iam/engine';
import type { PolicyDocument, Statement } from '../../../testing/offline-iam/template-roles';

const roleWith = (...statements: Partial<Statement>[]) => ({
  arn: 'arn:aws:iam::111122223333:role/own',
  policies: [{ document: { Version: '2012-10-17', Statement: statements.map((more) => ({ Effect: 'Allow', Resource: '*', ...more })) } as PolicyDocument }],
});
const READ = { action: 's3:GetObject', resource: 'arn:aws:s3:::own/key' };

test.each([
  ['allowed', { Action: 's3:getobject' }],
  ['allowed', { Action: ['s3:PutObject', 's3:Get?bject'] }],
  ['allowed', { Action: '*' }],
  ['denied', { Action: 's3:GetObjectAcl' }],
  ['denied', { Action: ['s3:PutObject'] }],
] as const)('is %s by a statement of %j', async (decision, statement) => {
  expect(await decide(roleWith(statement), READ)).toBe(decision);
});

test('sees a denial beside a permission', async () => {
  expect(await decide(roleWith({ Action: 's3:*' }, { Effect: 'Deny', Action: 's3:Get*' }), READ)).toBe('denied');
  expect(await decide(roleWith({ Action: 's3:*' }, { Effect: 'Deny', Action: 's3:Put*' }), READ)).toBe('allowed');
});

test('answers each request and each policy for itself', async () => {
  const role = roleWith({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::own/*', Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } } });
  expect(await decide(role, READ)).toBe('allowed');
  expect(await decide(role, { ...READ, resource: 'arn:aws:s3:::other/key' })).toBe('denied');
  expect(await decide(role, { ...READ, resourceAccount: '444455556666' })).toBe('denied');
  expect(await decide(roleWith({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/*' }), READ)).toBe('denied');
});

test('refuses an invalid policy, even if the request is about another action', async () => {
  const invalid = decide(roleWith({ Action: 's3:GetObject' }, { Effect: 'Sometimes' as 'Allow', Action: 'sns:Publish' }), READ);
  await expect(invalid).rejects.toThrow(/^the policy is invalid: /);
  await expect(invalid).rejects.not.toBeInstanceOf(MalformedRequest);
});
