import { bucketMembers, objectMembers } from '../../../../src/core/grant/scope/bucket-members';

// The table of scope-members.test.ts has the selections that scopes use.
test('omits buckets that have an unwanted access under any prefix', () => {
  const buckets = [
    { arn: 'arn:read', prefix: '', read: true, write: false },
    { arn: 'arn:mixed', prefix: 'in/', read: true, write: false },
    { arn: 'arn:mixed', prefix: 'out/', read: false, write: true },
  ];
  expect(bucketMembers({ of: 'buckets', not: ['write'] }, buckets)).toEqual([{ bucket: 'arn:read', prefixes: ['*'] }]);
});

const access = (prefix: string, read: boolean, write: boolean, arn = 'arn:own') => ({ arn, prefix, read, write });
const prefixesOf = (...buckets: ReturnType<typeof access>[]) => objectMembers({ of: 'objects' }, buckets).map(({ bucket, prefix }) => `${bucket} ${prefix}`);

test.each([
  ['a prefix that a wider one with the same access covers', [access('a', true, false), access('a/b', true, false)], ['arn:own a']],
  ['a prefix to write that a wider one covers', [access('a', false, true), access('a/b', false, true)], ['arn:own a']],
  ['nothing if the wider prefix has less access', [access('a', true, false), access('a/b', true, true)], ['arn:own a', 'arn:own a/b']],
  ['a prefix that the whole bucket covers', [access('', true, true), access('a', true, false)], ['arn:own ']],
  ['nothing of another bucket', [access('', true, true), access('a', true, false, 'arn:other')], ['arn:own ', 'arn:other a']],
  ['a prefix that stands twice', [access('a', true, false), access('a', true, false)], ['arn:own a']],
])('omits %s', (_, buckets, kept) => {
  expect(prefixesOf(...buckets)).toEqual(kept);
});

test('adds no access to a prefix that stands twice', () => {
  const both = (read: boolean, write: boolean) => [access('a', read, write), access('a', read, write)];
  expect(objectMembers({ of: 'objects', access: ['read'] }, both(false, true))).toEqual([]);
  expect(objectMembers({ of: 'objects', access: ['write'] }, both(true, false))).toEqual([]);
});
