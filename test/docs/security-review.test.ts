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

test('says truly that only restricted groups delete objects, and that no role creates buckets or has a wildcard in an action', () => {
  const actions = roleTypes().flatMap((roleType) => roleTypeData(roleType).statements.flatMap((statement) =>
    statement.actions.map((action) => `${roleType} ${statement.feature} ${action}`)));
  expect(actions.length).toBeGreaterThan(100);
  expect(actions.filter((action) => / s3:(Delete|CreateBucket)|\*/.test(action))).toEqual(['hyperpod_cluster restricted_groups s3:DeleteObject']);
  expect(page).toContain('The exception is `RESTRICTED_GROUPS` of `HYPERPOD_CLUSTER`');
});
