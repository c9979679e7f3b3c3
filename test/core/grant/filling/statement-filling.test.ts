import { StatementData } from '../../../../src/core/grant/data/policy-data';
import { mergeConditions } from '../../../../src/core/grant/filling/condition-filling';
import { fill } from '../../../../src/core/grant/filling/statement-filling';
import { fillTemplate, scopeArns } from '../../../../src/core/grant/filling/template-filling';
import { ROLE_ARN_PLACEHOLDER } from '../../../../src/core/grant/grant';
import { WorkloadScope } from '../../../../src/core/grant/workload';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ROLE = 'arn:aws:iam::111122223333:role/own';
const WORKLOAD: WorkloadScope = { roleType: 'training' };
const STATEMENT: StatementData = { sid: 'Own', actions: ['a:Do'], resources: [], why: 'It does.', source: ['https://docs.aws.amazon.com/'] };

const filled = (statement: Partial<StatementData>, workload: Partial<WorkloadScope> = {}) =>
  fill([{ ...STATEMENT, ...statement } as StatementData], { ...WORKLOAD, ...workload }, PLACE, ROLE);

test('fills in a template, and copies the rest of the statement', () => {
  expect(filled({ resources: ['arn:{partition}:x:{region}:{account}:y/*'], feature: 'f', group: 'g' })).toEqual([{
    sid: 'Own',
    feature: 'f',
    group: 'g',
    actions: ['a:Do'],
    resources: ['arn:aws:x:eu-west-1:111122223333:y/*'],
    namedResources: [],
    exactTargets: [],
    properties: [],
    namesRole: false,
    warnings: [],
    why: 'It does.',
    source: ['https://docs.aws.amazon.com/'],
  }]);
});

test('marks a statement that names the role itself', () => {
  expect(filled({ resources: [ROLE_ARN_PLACEHOLDER, '*'] })).toMatchObject([{ resources: [ROLE, '*'], namedResources: [ROLE], exactTargets: [], namesRole: true }]);
});

test('opens a scope if its property is omitted, with its warning and conditions', () => {
  expect(filled({ resources: ['{keys}'] })).toMatchObject([{
    resources: ['arn:aws:kms:*:111122223333:key/*'], namedResources: [], properties: [], warnings: ['allKeys'],
  }]);
  expect(filled({ resources: ['{readWriteObjects}'], conditions: { Bool: { 'aws:SecureTransport': 'true' } } })).toMatchObject([{
    resources: ['arn:aws:s3:::*/*'],
    warnings: ['allBuckets'],
    conditions: { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:ResourceAccount': '111122223333' } },
  }]);
  expect(filled({ resources: ['{subnets}'] })).toMatchObject([{ resources: ['arn:aws:ec2:eu-west-1:111122223333:subnet/*'], warnings: [] }]);
});

test('names the members of a scope, each resource once', () => {
  const [grant] = filled({ resources: ['{keys}', '{namedKeys}', 'arn:key/one'] }, { encryptionKeys: ['arn:key/one'], bucketKeys: ['arn:key/two'] });
  expect(grant).toMatchObject({ resources: ['arn:key/one', 'arn:key/two'], warnings: [], properties: ['encryptionKeys', 'encryptionKeys'], exactTargets: [] });
  expect(grant.namedResources).toEqual(['arn:key/one', 'arn:key/two', 'arn:key/one', 'arn:key/two']);
  expect(grant).not.toHaveProperty('conditions');
});

test('adds the keys of buckets to the keys of the account', () => {
  expect(filled({ resources: ['{keys}'] }, { bucketKeys: ['arn:key/two'] })).toMatchObject([{
    resources: ['arn:aws:kms:*:111122223333:key/*', 'arn:key/two'], namedResources: ['arn:key/two'], warnings: ['allKeys'],
  }]);
});

test('keeps the patterns of objects as exact targets', () => {
  const buckets = [{ arn: 'arn:aws:s3:::own', prefix: 'data/', read: true, write: true }];
  expect(filled({ resources: ['{readWriteObjects}'] }, { buckets })).toMatchObject([{
    resources: ['arn:aws:s3:::own/data/*'], namedResources: ['arn:aws:s3:::own/data/*'], exactTargets: ['arn:aws:s3:::own/data/*'], properties: ['buckets'],
  }]);
});

test('uses the owner of the network in its ARNs', () => {
  const network = { vpcId: 'vpc-1', subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] };
  const subnetOf = (more: object) => filled({ resources: ['{subnets}'] }, { network: { ...network, ...more } })[0].resources;
  expect(subnetOf({})).toEqual(['arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1']);
  expect(subnetOf({ ownerAccount: '999988887777' })).toEqual(['arn:aws:ec2:eu-west-1:999988887777:subnet/subnet-1']);
});

test('drops a statement without a resource', () => {
  expect(filled({ resources: ['{topics}'] }, { topics: [] })).toEqual([]);
  expect(filled({ resources: ['{topics}'] })).toEqual([]);
});

test('makes a grant of each member of forEach, with its number and its own values', () => {
  const statement: Partial<StatementData> = {
    forEach: 'listablePrefixes', resources: ['{listablePrefixes}'], conditions: { StringLike: { 's3:prefix': '{prefixes}' } },
  };
  const bucket = (name: string, prefix: string) => ({ arn: `arn:aws:s3:::${name}`, prefix, read: true, write: false });
  expect(filled(statement, { buckets: [bucket('one', 'a/'), bucket('two', 'b')] })).toMatchObject([
    { sid: 'Own', resources: ['arn:aws:s3:::one'], conditions: { StringLike: { 's3:prefix': ['a', 'a/*'] } }, properties: ['buckets', 'buckets'] },
    { sid: 'Own2', resources: ['arn:aws:s3:::two'], conditions: { StringLike: { 's3:prefix': ['b*'] } } },
  ]);
});

test('adds the conditions of properties that are named', () => {
  const statement: Partial<StatementData> = {
    resources: ['*'],
    conditions: { StringEquals: { 'a:One': '{account}' } },
    conditionsWhenNamed: { topics: { StringEquals: { 'a:Two': ['{region}', 'x'] } }, queues: { StringLike: { 'a:Three': '{queues}' } } },
  };
  expect(filled(statement, { topics: ['t'] })).toMatchObject([{ conditions: { StringEquals: { 'a:One': '111122223333', 'a:Two': ['eu-west-1', 'x'] } }, properties: ['topics'] }]);
  expect(filled(statement, { queues: ['q1', 'q2'] })[0].conditions).toEqual({ StringEquals: { 'a:One': '111122223333' }, StringLike: { 'a:Three': ['q1', 'q2'] } });
});

test('merges no conditions to none', () => {
  expect(mergeConditions([undefined, {}], WORKLOAD, {})).toBeUndefined();
  expect(mergeConditions([undefined, { Null: { 'a:Key': 'false' } }], WORKLOAD, {})).toEqual({ Null: { 'a:Key': 'false' } });
});

test('fails for a placeholder without a text', () => {
  expect(() => fillTemplate('arn:{partition}:{nothing}', { partition: 'aws' })).toThrow("the placeholder {nothing} of 'arn:{partition}:{nothing}' has no value");
  expect(() => fillTemplate('{list}', { list: ['a'] })).toThrow("the placeholder {list} of '{list}' has no value");
  expect(fillTemplate('{a}{b}-{a}', { a: 'x', b: 'y' })).toBe('xy-x');
});

test('fills in the templates of a scope for each member', () => {
  expect(scopeArns('topics', [{ topic: 'one' }, { topic: 'two' }], {})).toEqual(['one', 'two']);
});
