import { callerData, callers, roleTypeData, roleTypes } from '../../../../src/core/grant/data/policy-data';
import { withShared } from '../../../../src/core/grant/data/shared-statements';
import { policyFile } from '../../../policies/policy-file';

const OWN = { sid: 'Own', actions: ['s3:GetObject'], resources: ['*'], why: 'An own statement.', source: ['own'] };

test.each(roleTypes())('%s has the statements of its policy file, in its order', (roleType) => {
  expect(roleTypeData(roleType)).toEqual(policyFile(roleType));
});

test.each(callers())('the caller of %s has the statements of its policy file', (caller) => {
  expect(callerData(caller)).toEqual(policyFile(`callers/${caller}`));
});

test('expands a role type once', () => {
  expect(roleTypeData('training')).toBe(roleTypeData('training'));
});

test('puts shared statements where their names are', () => {
  expect(withShared([{ include: ['s3.ReadObjects', 'iam.PassRoles'], feature: 'any' }, OWN]).map(({ sid, feature }) => [sid, feature]))
    .toEqual([['ReadObjects', 'any'], ['PassRoles', 'any'], ['Own', undefined]]);
});

test('uses the Sid that the shared statement has, unless the role type has its own', () => {
  const include = ['cloudwatch.WriteTrainingLogs'];
  expect(withShared([{ include }, { include, sid: 'OtherLogs' }]).map(({ sid }) => sid)).toEqual(['WriteLogs', 'OtherLogs']);
});

test('prefers the reason of the role type, and adds its sources once', () => {
  const [{ why, source }] = withShared([{
    include: ['s3.AbortUploads'],
    why: 'Another reason.',
    source: ['https://example.com', 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions'],
  }]);
  expect(why).toBe('Another reason.');
  expect(source).toEqual(['https://example.com', 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions']);
});

test.each(['s3.Nothing', 'nothing.ReadObjects', 'ReadObjects'])('rejects the unknown name %s', (name) => {
  expect(() => withShared([{ include: [name] }])).toThrow(`policies/shared/ has no statement '${name}'`);
});
