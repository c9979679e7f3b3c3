import fc from 'fast-check';
import { ConditionModel, conditionsOf, usually } from './choices';
import { Domain } from './contexts';
import { Document } from '../oracle/decision';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
const FOREIGN = '999999999999';
export const SAGEMAKER = 'sagemaker.amazonaws.com';
const jobs = (name: string, account = ACCOUNT, region = REGION) => `arn:aws:sagemaker:${region}:${account}:${name}`;

/** The keys of SageMaker's requests that assume a role, as far as AWS documents them. Undefined: AWS does not say that each request has the key. */
export const TRUST_DOMAIN: Domain = {
  'aws:sourceaccount': [ACCOUNT, undefined],
  'aws:sourcearn': [jobs('training-job/nightly'), jobs('training-job/other'), undefined],
  'aws:sourceorgid': ['o-own', 'o-other', undefined],
  'aws:principalisawsservice': ['true'],
  'aws:principalservicename': [SAGEMAKER],
  'aws:securetransport': ['true'],
  'aws:resourceaccount': [ACCOUNT],
  'aws:principalaccount': [ACCOUNT, undefined],
  // The trust policies that AWS documents for services don't allow sts:TagSession, which session tags need.
  'aws:tagkeys': [undefined],
  'aws:requestedregion': [REGION, 'us-east-1'],
  'aws:sourcevpc': ['vpc-1', undefined],
  'aws:currenttime': ['2026-12-01T00:00:00Z', '2030-01-01T00:00:00Z'],
  'sts:externalid': ['secret', undefined],
};

const STRINGS = ['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike', 'StringEqualsIfExists', 'StringNotEqualsIfExists', 'StringLikeIfExists'];
const ARNS = ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'ArnLikeIfExists', 'StringEquals', 'StringLike', 'StringNotLike'];
const SETS = ['ForAllValues:StringEquals', 'ForAnyValue:StringEquals', 'ForAllValues:StringNotEquals'];

const CONDITIONS: readonly ConditionModel[] = [
  ['aws:SourceAccount', [...STRINGS, ...SETS, 'StringEqualsIgnoreCase'], [ACCOUNT, FOREIGN, '1111*', '*', '${aws:ResourceAccount}', '${aws:PrincipalAccount}']],
  ['aws:SourceArn', ARNS, [
    jobs('*'), jobs('*', ACCOUNT, '*'), jobs('training-job/*'), jobs('training-job/nightly'), jobs('notebook-instance/*'), jobs('*', FOREIGN), jobs('*', FOREIGN, '*'),
    jobs('*', ACCOUNT, 'us-east-1'), jobs('*', '${aws:ResourceAccount}'), jobs('*', '*', '*'), `arn:aws:lambda:${REGION}:${ACCOUNT}:*`, `arn:aws:sagemaker:*:${ACCOUNT}:*/nightly`, '*',
  ]],
  ['aws:SourceOrgID', ['StringEquals', 'StringEqualsIfExists', 'StringNotEquals'], ['o-own', 'o-other']],
  ['aws:PrincipalIsAWSService', ['Bool', 'BoolIfExists'], ['true', 'false']],
  ['aws:PrincipalServiceName', ['StringEquals', 'StringNotEquals'], [SAGEMAKER, 'lambda.amazonaws.com']],
  ['aws:SecureTransport', ['Bool', 'BoolIfExists'], ['true', 'false']],
  ['aws:ResourceAccount', ['StringEquals', 'StringNotEquals'], [ACCOUNT, FOREIGN]],
  ['aws:TagKeys', SETS, ['team', 'owner']],
  ['aws:RequestedRegion', ['StringEquals', 'StringNotEquals'], [REGION, 'us-east-1']],
  ['aws:SourceVpc', ['StringEquals', 'StringNotEquals', 'StringEqualsIfExists'], ['vpc-1', 'vpc-2']],
  ['aws:CurrentTime', ['DateGreaterThan', 'DateLessThan'], ['2020-01-01T00:00:00Z', '2027-01-01T00:00:00Z', '2040-01-01T00:00:00Z']],
  ['sts:ExternalId', ['StringEquals', 'StringNotEquals'], ['secret', 'other']],
  ['aws:SourceAccount', ['Null'], ['true', 'false']],
  ['aws:SourceArn', ['Null'], ['true', 'false']],
];

const PRINCIPALS = [
  { Principal: { Service: SAGEMAKER } }, { Principal: { Service: [SAGEMAKER, 'lambda.amazonaws.com'] } }, { Principal: { Service: 'lambda.amazonaws.com' } },
  { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }, { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root`, Service: SAGEMAKER } },
  { Principal: '*' }, { Principal: { AWS: '*' } }, { Principal: { Federated: 'cognito-identity.amazonaws.com' } },
  { Principal: { Service: 'SageMaker.amazonaws.com' } }, { Principal: { Service: `sagemaker.${REGION}.amazonaws.com` } },
];
const ACTIONS = [
  { Action: 'sts:AssumeRole' }, { Action: ['sts:AssumeRole', 'sts:TagSession'] }, { Action: 'sts:*' }, { Action: '*' }, { Action: 'sts:Assume*' },
  { Action: 'sts:TagSession' }, { Action: 'sts:AssumeRoleWithSAML' }, { NotAction: 'sts:AssumeRole' }, { NotAction: 'sts:TagSession' },
];

const statement = fc.record({
  effect: usually(3, fc.constant('Allow'), fc.constant('Deny')),
  principal: usually(3, fc.constant(PRINCIPALS[0]), fc.constantFrom(...PRINCIPALS)),
  action: usually(3, fc.constant(ACTIONS[0]), fc.constantFrom(...ACTIONS)),
  condition: conditionsOf(CONDITIONS, CONDITIONS.slice(0, 2)),
}).map(({ effect, principal, action, condition }) => ({ Effect: effect, ...principal, ...action, ...condition ? { Condition: condition } : {} }));

/** Trust policies of any kind that IAM accepts. */
export const trustDocument: fc.Arbitrary<Document> = fc.array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: '2012-10-17', Statement } as Document));
