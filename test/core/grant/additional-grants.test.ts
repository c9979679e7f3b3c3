import { additionalGrants, additionalReasons, isAdditional, wholeSid } from '../../../src/core/grant/additional-grants';
import { actionsOf } from '../../../src/core/grant/grant';
import { grants } from '../../../src/core/grant/grants';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
const permission = (...resources: string[]) => ({ actions: ['secretsmanager:GetSecretValue'], resources, reason: 'The job reads its password.' });

/** The same in each grant of these permissions. */
const OF_USER = {
  actions: ['secretsmanager:GetSecretValue'],
  exactTargets: [],
  properties: ['additionalPermissions'],
  namesRole: false,
  warnings: [],
  why: 'The job reads its password.',
  source: [],
};

test('a role without permissions of the user has none', () => {
  expect(additionalGrants({ roleType: 'training' })).toEqual([]);
});

test('each permission is one statement with its own Sid, its reason, and each action and resource once', () => {
  const { actions, ...rest } = permission(SECRET, SECRET);
  expect(additionalGrants({
    roleType: 'training',
    additionalPermissions: [
      { ...rest, actions: [...actions, ...actions] },
      { ...permission('arn:aws:ssm:eu-west-1:111122223333:parameter/own'), conditions: { StringEquals: { 'aws:ResourceAccount': '111122223333' } } },
      permission(SECRET),
    ],
  })).toEqual([
    {
      sid: 'AdditionalPermission',
      ...OF_USER,
      resources: [SECRET],
      namedResources: [SECRET, SECRET],
    },
    {
      sid: 'AdditionalPermission2',
      ...OF_USER,
      resources: ['arn:aws:ssm:eu-west-1:111122223333:parameter/own'],
      namedResources: ['arn:aws:ssm:eu-west-1:111122223333:parameter/own'],
      conditions: { StringEquals: { 'aws:ResourceAccount': '111122223333' } },
    },
    {
      sid: 'AdditionalPermission3',
      ...OF_USER,
      resources: [SECRET],
      namedResources: [SECRET],
    },
  ]);
});

test.each([
  ['*', ['anyResource']],
  ['arn:aws:s3:::*', ['anyResource']],
  ['arn:aws:sqs:eu-west-1:111122223333:?*', ['anyResource']],
  ['arn:aws:sqs:eu-west-1:111122223333:own-*', []],
  ['arn:aws:s3:::own/*', []],
  ['arn:aws:s3:::*-own', []],
])('the resource %s has the warnings %j', (resource, warnings) => {
  expect(additionalGrants({ roleType: 'training', additionalPermissions: [permission(resource)] })[0].warnings).toEqual(warnings);
  expect(additionalGrants({ roleType: 'training', additionalPermissions: [permission(SECRET, resource)] })[0].warnings).toEqual(warnings);
});

test('the reasons are found by the Sids of whole and of divided statements', () => {
  const granted = grants({ roleType: 'training', minimal: true, additionalPermissions: [permission(SECRET), permission(`${SECRET}2`)] }, PLACE, '*');
  expect(granted.filter(isAdditional).map(({ sid }) => sid)).toEqual(['AdditionalPermission', 'AdditionalPermission2']);
  const sids = granted.map(({ sid }) => sid);
  expect(additionalReasons(granted, sids)).toEqual({
    AdditionalPermission: 'The job reads its password.', AdditionalPermission2: 'The job reads its password.',
  });
  expect(additionalReasons(granted, ['AdditionalPermission2Part12'])).toEqual({ AdditionalPermission2: 'The job reads its password.' });
  expect(additionalReasons(granted, ['PullImages', 'Part1'])).toBeUndefined();
  expect(additionalReasons(granted, [])).toBeUndefined();
});

test.each([
  ['ReadObjectsPart2', 'ReadObjects'], ['ReadObjectsPart12', 'ReadObjects'], ['Part2OfAll', 'Part2OfAll'], ['ReadObjects', 'ReadObjects'], ['ReadPart', 'ReadPart'],
])('%s is a part of %s', (sid, whole) => {
  expect(wholeSid(sid)).toBe(whole);
});

test('the actions of grants are sorted, each once', () => {
  const [first] = additionalGrants({ roleType: 'training', additionalPermissions: [{ ...permission(SECRET), actions: ['b:B', 'a:A'] }] });
  expect(actionsOf([first, { ...first, actions: ['c:C', 'a:A'] }])).toEqual(['a:A', 'b:B', 'c:C']);
});
