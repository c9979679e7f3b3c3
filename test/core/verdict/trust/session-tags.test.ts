import { maySendSessionTags } from '../../../../src/core/verdict/trust/session-tags';

const SERVICES = [{ service: 'sagemaker.amazonaws.com' }, { service: 'bedrock.amazonaws.com' }];
const allow = (principal: object | string, action: string | string[], more: object = {}) => ({ Effect: 'Allow', Principal: principal, Action: action, ...more });
const SAGEMAKER = { Service: 'sagemaker.amazonaws.com' };

test.each<[string, object[], boolean]>([
  ['may only assume the role', [allow(SAGEMAKER, 'sts:AssumeRole')], false],
  ['may tag the session', [allow(SAGEMAKER, ['sts:AssumeRole', 'sts:TagSession'])], true],
  ['may tag the session, in another statement and other case', [allow(SAGEMAKER, 'sts:AssumeRole'), allow(SAGEMAKER, 'STS:tagsession')], true],
  ['may tag the session, by a wildcard', [allow(SAGEMAKER, 'sts:*')], true],
  ['may tag the session, under a condition', [allow(SAGEMAKER, 'sts:TagSession', { Condition: { StringEquals: { 'aws:RequestTag/a': 'b' } } })], true],
  ['may tag the session, as any principal', [allow('*', 'sts:TagSession')], true],
  ['is the second of the workload', [allow({ Service: 'bedrock.amazonaws.com' }, 'sts:TagSession')], true],
  ['is another than those of the workload', [allow({ Service: 'ec2.amazonaws.com' }, 'sts:TagSession')], false],
  ['may not tag the session, unlike a role', [allow(SAGEMAKER, 'sts:AssumeRole'), allow({ AWS: 'arn:aws:iam::111122223333:role/ci' }, 'sts:TagSession')], false],
])('a service that %s', (_, statements, expected) => {
  expect(maySendSessionTags(JSON.stringify({ Version: '2012-10-17', Statement: statements }), SERVICES, 'aws')).toBe(expected);
});

test.each([undefined, 'no JSON'])('a trust policy that is not readable: %s', (document) => {
  expect(maySendSessionTags(document, SERVICES, 'aws')).toBe(true);
});
