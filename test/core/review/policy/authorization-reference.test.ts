import { brotliDecompressSync } from 'zlib';
import fc from 'fast-check';
import { loadReference } from '../../../../src/cli/report/load-reference';
import { wildcardMatch } from '../../../../src/core/iam/patterns';
import data from '../../../../src/core/review/policy/authorization-data.json';
import { actionTable, encodedReference } from '../../../../tools/generate/encoded-reference';
import { checkProperty } from '../../../check-property';

const decoded = (table: string) => JSON.parse(brotliDecompressSync(Buffer.from(table, 'base64')).toString('utf8'));

test('the package contains the authorization reference that the tests use', async () => {
  // If this fails: npm run authorization-data
  const { table, ...rest } = await encodedReference();
  expect({ ...data, table: undefined }).toEqual({ ...rest, table: undefined });
  expect(decoded(data.table)).toEqual(await actionTable());
  expect(decoded(table)).toEqual(decoded(data.table));
});

test('the table has each action once, in less than 130 kB', async () => {
  expect(loadReference().size).toBe(22_091);
  expect(data.actions).toBe(22_091);
  expect(JSON.stringify(data).length).toBeLessThan(130_000);
});

test('returns the access levels of actions', () => {
  const reference = loadReference();
  const levels = (action: string) => reference.levelsOf(reference.expand(action));
  expect(levels('s3:ListBucket')).toEqual(['List']);
  expect(levels('s3:GetObject')).toEqual(['Read']);
  expect(levels('S3:PUTOBJECT')).toEqual(['Write']);
  expect(levels('sagemaker:AddTags')).toEqual(['Tagging']);
  expect(levels('s3:PutBucketPolicy')).toEqual(['Permissions management']);
  expect(levels('s3:MadeUp')).toEqual([]);
  expect(levels('*')).toEqual(['List', 'Read', 'Write', 'Tagging', 'Permissions management']);
});

test('matches a wildcard in the prefix with every service', () => {
  const reference = loadReference();
  expect(reference.expand('sq?:SendMessage')).toEqual(reference.expand('sqs:SendMessage'));
  expect(reference.expand('*:SendMessage').length).toBeGreaterThan(1);
  expect(reference.expand('constructor:*')).toEqual([]);
});

test('wildcards match like a regular expression', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 6 });
  checkProperty(fc.property(pattern, text, (wild, value) =>
    wildcardMatch(wild, value) === new RegExp(`^${wild.replace(/\*/g, '.*').replace(/\?/g, '.')}$`).test(value)), 5_000);
});

test('matching a pattern with many wildcards ends', () => {
  // A regular expression would run for years.
  expect(wildcardMatch('*a'.repeat(5_000), 'a'.repeat(4_999))).toBe(false);
});
