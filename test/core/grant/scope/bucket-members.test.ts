import { bucketMembers } from '../../../../src/core/grant/scope/bucket-members';

// The table of scope-members.test.ts has the selections that scopes use.
test('omits buckets that have an unwanted access under any prefix', () => {
  const buckets = [
    { arn: 'arn:read', prefix: '', read: true, write: false },
    { arn: 'arn:mixed', prefix: 'in/', read: true, write: false },
    { arn: 'arn:mixed', prefix: 'out/', read: false, write: true },
  ];
  expect(bucketMembers({ of: 'buckets', not: ['write'] }, buckets)).toEqual([{ bucket: 'arn:read', prefixes: ['*'] }]);
});
