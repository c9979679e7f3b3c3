import { contextKeyId, isContextKey, isOrganizationId, isSameContextKey } from '../../../src/core/iam/context-keys';
import { checkSamePartition, knownPartitionOf, partitionOf } from '../../../src/core/iam/partitions';
import { withSingle } from '../../../src/core/iam/policy-json';
import { isObject, textsOf } from '../../../src/core/iam/untyped-json';
import { InputError } from '../../../src/core/rules/input-error';

test.each<[string, boolean]>([
  ['aws:SourceVpc', true], ['aws:ResourceTag/cost center', true], ['s3:x', false], ['s3:xy', true], ['redshift-data:statement-owner-iam-userid', true],
  [`aws:${'x'.repeat(252)}`, true], [`aws:${'x'.repeat(253)}`, false], ['SourceVpc', false], [':SourceVpc', false], ['aws:', false], ['aws: Source', false],
  ['aws:Source ', false], ['a s:Source', false], [' aws:Source', false], ['aws/x:Source', false], ['aws:a\nb', false],
])('accepts the condition key %j: %j', (key, accepted) => {
  expect(isContextKey(key)).toBe(accepted);
});

test('compares condition keys without their case', () => {
  expect(contextKeyId('AWS:SourceVpc')).toBe('aws:sourcevpc');
  expect(isSameContextKey('AWS:SourceVpc', 'aws:sourceVPC')).toBe(true);
  expect(isSameContextKey('aws:SourceVpc', 'aws:SourceVpce')).toBe(false);
});

test.each<[string, boolean]>([
  ['o-0123456789', true], [`o-${'x'.repeat(32)}`, true], ['o-012345678', false], [`o-${'x'.repeat(33)}`, false], ['o-ABCDEFGHIJ', false], ['xo-0123456789', false],
  ['o-0123456789/r-1', false], ['*', false],
])('accepts the organization %j: %j', (id, accepted) => {
  expect(isOrganizationId(id)).toBe(accepted);
});

test.each([
  ['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov'], ['us-iso-east-1', 'aws-iso'], ['us-isob-east-1', 'aws-iso-b'], ['eu-isoe-west-1', 'aws-iso-e'],
  ['us-isof-south-1', 'aws-iso-f'], ['eusc-de-east-1', 'aws-eusc'], ['us-east-1', 'aws'], ['af-south-1', 'aws'], ['ap-south-1', 'aws'], ['ca-west-1', 'aws'],
  ['eu-west-1', 'aws'], ['il-central-1', 'aws'], ['me-south-1', 'aws'], ['mx-central-1', 'aws'], ['sa-east-1', 'aws'], ['xx-us-1', undefined], ['', undefined],
  ['x-cn-1', undefined],
])('knows the partition of the Region %j: %j', (region, partition) => {
  expect(knownPartitionOf(region)).toBe(partition);
  expect(partitionOf(region)).toBe(partition ?? 'aws');
});

test('rejects an ARN of another partition', () => {
  expect(() => checkSamePartition("'keys' lists an ARN that", 'aws', 'aws')).not.toThrow();
  expect(() => checkSamePartition("'keys' lists an ARN that", 'aws-cn', 'aws'))
    .toThrow(new InputError("'keys' lists an ARN that is in the partition 'aws-cn', but the role is in 'aws': use an ARN of the same partition"));
});

test.each([[['a'], 'a'], [['a', 'b'], ['a', 'b']], [[], []]])('writes the list %j as %j', (values, written) => {
  expect(withSingle(values)).toEqual(written);
});

test.each([[{}, true], [{ a: 1 }, true], [[], false], [null, false], [undefined, false], ['a', false], [1, false], [() => 1, false]])('takes %p for an object: %j', (value, is) => {
  expect(isObject(value)).toBe(is);
});

test.each<[unknown, string[] | undefined, string[] | undefined]>([
  ['a', undefined, ['a']], [['a', 'b'], undefined, ['a', 'b']], [[], undefined, undefined], [['a', 1], undefined, undefined], [[1, 'a'], undefined, undefined],
  [1, undefined, undefined], [undefined, undefined, undefined], [['a', 1, true], ['string', 'number', 'boolean'], ['a', '1', 'true']], ['', undefined, ['']],
])('reads %j as texts of the types %j: %j', (value, types, texts) => {
  expect(types ? textsOf(value, types) : textsOf(value)).toEqual(texts);
});
