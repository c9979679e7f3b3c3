import { readPage } from './markdown-files';
import { roleTypeData, roleTypes } from '../../src/core/grant/data/policy-data';

const page = readPage('docs/security-review.md');

test('lists the services that a feature adds to a trust policy', () => {
  const expected = roleTypes().flatMap((roleType) => roleTypeData(roleType).trust.flatMap(({ service, feature }) =>
    feature === undefined ? [] : [`${roleType} ${service} ${feature}`.replace(/ (\w+)$/, (name) => name.toUpperCase())]));
  const listed = [...page.matchAll(/^\| `([A-Z_]+)` \| `([a-z.]+)` \| `([A-Z_]+)`/gm)].map(([, roleType, ...rest]) => [roleType.toLowerCase(), ...rest].join(' '));
  expect(listed.sort()).toEqual(expected.sort());
});

test('lists the condition keys of the policy files, except tags and details of EC2', () => {
  const conditions = roleTypes().flatMap((roleType) => roleTypeData(roleType).statements)
    .flatMap((statement) => [statement.conditions, ...Object.values(statement.conditionsWhenNamed ?? {})]);
  const keys = conditions.flatMap((operators) => Object.values(operators ?? {}).flatMap((entries) => Object.keys(entries)));
  const general = [...new Set(keys)].filter((key) => !/^ec2:|^aws:(RequestTag|TagKeys)/.test(key));
  expect(general.length).toBeGreaterThan(3);
  expect(general.filter((key) => !page.includes(`| \`${key}\` |`))).toEqual([]);
});

test('says truly that no role deletes objects or creates buckets, and that no action has a wildcard', () => {
  const actions = roleTypes().flatMap((roleType) => roleTypeData(roleType).statements).flatMap((statement) => statement.actions);
  expect(actions.length).toBeGreaterThan(100);
  expect(actions.filter((action) => /^s3:(Delete|CreateBucket)|\*/.test(action))).toEqual([]);
});
