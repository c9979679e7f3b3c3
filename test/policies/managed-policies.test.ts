import { roleTypes } from '../../src/core/grant/data/policy-data';
import { compareWith, DIFFERENCES, MANAGED_POLICIES } from '../../tools/verify/operations/managed-policies';

const compared = DIFFERENCES.filter(({ roleType }) => roleTypes().includes(roleType)).map((difference) => [difference.policy, difference] as const);
const listed = (reasons: typeof DIFFERENCES[number]['lacks']) => reasons.flatMap(({ actions }) => actions).sort();

test('every managed policy is compared with a role type', () => {
  expect(DIFFERENCES.map(({ policy }) => policy).sort()).toEqual(Object.keys(MANAGED_POLICIES).sort());
  expect(compared.length).toBeGreaterThan(2);
});

describe.each(compared)('%s', (policy, { roleType, lacks, asWide }) => {
  const comparison = compareWith(MANAGED_POLICIES[policy], roleType);

  test('has a reason for each action that the role type lacks', () => {
    expect(listed(lacks)).toEqual([...comparison.lacks].sort());
  });

  test('has a reason for each action that the role type grants as widely', () => {
    expect(listed(asWide)).toEqual([...comparison.asWide].sort());
  });

  test('is compared as a whole', () => {
    const actions = new Set(MANAGED_POLICIES[policy].statements.flatMap((statement) => statement.actions));
    expect(comparison.lacks.length + comparison.narrower.size + comparison.asWide.length).toEqual(actions.size);
  });
});

test('says what makes a grant narrower', () => {
  const { narrower } = compareWith(MANAGED_POLICIES.AmazonSageMakerFeatureStoreAccess, 'feature_store');
  expect(narrower.get('s3:PutObject')).toEqual(['buckets']);
  expect(narrower.get('s3:PutObjectAcl')).toEqual(['buckets', 's3:x-amz-acl']);
});

test('an account and a Region make a grant narrower, unless the managed policy binds them', () => {
  const log = (conditions?: object) =>
    ({ actions: ['logs:PutLogEvents'], resources: ['arn:aws:logs:*:*:log-group:/aws/sagemaker/*'], conditions: conditions as {} });
  const howOf = (statement: ReturnType<typeof log>) =>
    compareWith({ version: 'v1', updated: '2026-01-01', statements: [statement] }, 'training').narrower.get('logs:PutLogEvents');
  expect(howOf(log())).toEqual(['account and Region']);
  expect(howOf(log({ StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } }))).toEqual(['Region']);
  expect(howOf({ ...log(), resources: ['arn:aws:logs:eu-west-1:111122223333:log-group:*'] })).toBeUndefined();
});

test('an action on any resource without a condition is as wide', () => {
  const policy = { version: 'v1', updated: '2026-01-01', statements: [{ actions: ['ecr:GetAuthorizationToken', 'cloudwatch:PutMetricData', 's3:DeleteBucket'], resources: ['*'] }] };
  const { lacks, narrower, asWide } = compareWith(policy, 'training');
  expect([lacks, [...narrower], asWide]).toEqual([['s3:DeleteBucket'], [['cloudwatch:PutMetricData', ['metricNamespaces']]], ['ecr:GetAuthorizationToken']]);
});
