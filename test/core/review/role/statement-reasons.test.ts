import { reasonOf, roleTypeOf } from '../../../../src/core/review/role/library-reasons';
import type { Resource, Template } from '../../../../src/core/review/template/template';
import { policyFile } from '../../../policies/policy-file';

const dataOf = (sid: string, roleType = 'training') => policyFile(roleType).statements.find((statement) => statement.sid === sid)!;

/** The Sids of the statements whose reasons a statement has, or undefined. */
function sidsOf(sid: string | undefined, actions: readonly string[], more: object = {}): string[] | undefined {
  const reason = reasonOf({ sid, effect: 'Allow', inverted: [], anyResource: false, services: actions.map((action) => ({ actions: [action] })), ...more } as never, 'training');
  const found = reason && policyFile('training').statements.filter(({ why }) => reason.why.includes(why)).map((one) => one.sid);
  if (reason) {
    expect(reason.why).toBe(found!.map((one) => dataOf(one).why).join(' '));
    expect([...reason.source].sort()).toEqual([...new Set(found!.flatMap((one) => dataOf(one).source))].sort());
  }
  return found;
}

test.each<[string, string, string[], object, string[]]>([
  ['a whole statement', 'ReadObjects', ['s3:GetObject'], {}, ['ReadObjects']],
  ['some of its actions', 'UseKeys', ['kms:Decrypt'], {}, ['UseKeys']],
  ['a part', 'ReadObjectsPart12', ['s3:GetObject'], {}, ['ReadObjects']],
  ['a numbered statement of forEach', 'ListPrefix12', ['s3:ListBucket'], {}, ['ListPrefix']],
  ['a statement of another owner', 'ReadObjects2', ['s3:GetObject'], {}, ['ReadObjects']],
  ['a part of a numbered one', 'ListPrefix2Part3', ['s3:ListBucket'], {}, ['ListPrefix']],
  ['a statement on every resource', 'AuthorizeImagePulls', ['ecr:GetAuthorizationToken'], { anyResource: true }, ['AuthorizeImagePulls']],
  ['a merged group', 'Scoped', ['sagemaker:DescribeHub', 'sagemaker:DescribeHubContent', 'sagemaker:ListHubContents'], {}, ['ReadHubs', 'ReadHubContents']],
  ['merged statements on every resource', 'Unscoped', ['ecr:GetAuthorizationToken', 'cloudwatch:PutMetricData'], { anyResource: true }, ['AuthorizeImagePulls', 'PublishMetrics']],
  ['only members of the group whose actions the statement has', 'Scoped2', ['sagemaker:DescribeMlflowTrackingServer'], {}, ['FindMlflowServers']],
])('gives the reason of %s', (_, sid, actions, more, sids) => {
  expect(sidsOf(sid, actions, more)).toEqual(sids);
});

test('gives the wider of two statements, such as the account-wide form of the network', () => {
  const network = [...dataOf('UseVpc').actions, 'ecr:GetAuthorizationToken'];
  expect(sidsOf('Unscoped', network, { anyResource: true })).toEqual(['AuthorizeImagePulls', 'UseVpc']);
  expect(sidsOf('Unscoped', dataOf('DescribeVpc').actions, { anyResource: true })).toEqual(['DescribeVpc']);
});

test.each<[string, string | undefined, string[], object]>([
  ['a statement without a Sid', undefined, ['s3:GetObject'], {}],
  ['a Deny', 'ReadObjects', ['s3:GetObject'], { effect: 'Deny' }],
  ['a statement with NotAction', 'ReadObjects', ['s3:GetObject'], { inverted: ['actions'] }],
  ['a Deny with NotAction', 'ReadObjects', ['s3:GetObject'], { effect: 'Deny', inverted: ['actions'] }],
  ['an unknown Sid', 'ReadEverything', ['s3:GetObject'], {}],
  ['a further action', 'ReadObjects', ['s3:GetObject', 's3:DeleteObject'], {}],
  ['no action', 'ReadObjects', [], {}],
  ['a wider resource', 'ReadObjects', ['s3:GetObject'], { anyResource: true }],
  ['a part in the middle', 'ReadPart1Objects', ['s3:GetObject'], {}],
  ['a number in the middle', 'List2Prefix', ['s3:ListBucket'], {}],
  ['a part without a number', 'ReadObjectsPart', ['s3:GetObject'], {}],
  ['actions of another group', 'Others', ['sagemaker:AddTags'], {}],
])('gives no reason of %s', (_, sid, actions, more) => {
  expect(sidsOf(sid, actions, more)).toBeUndefined();
});

const PACKAGE = 'cdk-sagemaker-execution-role';
const TEMPLATE = { stack: 'Own', environment: {}, body: {}, resources: new Map(), given: new Map(), guard: [], nested: new Map(), file: 'own.json' } as unknown as Template;
const typeOf = (properties: object) => roleTypeOf({ properties } as unknown as Resource, TEMPLATE);
const tags = (CreatedBy: string, RoleType: string) => ({ Tags: [{ Key: 'CreatedBy', Value: CreatedBy }, { Key: 'RoleType', Value: RoleType }] });

test.each<[string, object, string | undefined]>([
  ['its tags', tags(PACKAGE, 'training'), 'training'],
  ['its tags before its description', { ...tags(PACKAGE, 'serving'), Description: `A role (training), made by ${PACKAGE}` }, 'serving'],
  ['its description', { Description: `A role (model_evaluation), made by ${PACKAGE}` }, 'model_evaluation'],
  ['its description beside other tags', { ...tags('platform-team', 'serving'), Description: `A role (training), made by ${PACKAGE}` }, 'training'],
  ['nothing, with other tags', tags('platform-team', 'training'), undefined],
  ['nothing, with an unknown role type', tags(PACKAGE, 'toString'), undefined],
  ['nothing, with a description of another package', { Description: '(training), made by someone' }, undefined],
  ['nothing, with another description', { Description: 'A role' }, undefined],
  ['nothing, with odd tags', { Tags: [null, 'x', { Key: 'RoleType', Value: 'training' }] }, undefined],
  ['nothing, without both', {}, undefined],
])('knows the role type from %s', (_, properties, roleType) => {
  expect(typeOf(properties)).toBe(roleType);
});
