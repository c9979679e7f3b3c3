import cases from './source-arns.json';
import { serviceOfSourceArn, trustConditions } from '../../../src/core/grant/source-arns';

const trusted = (service: string, types: readonly string[] = []) => ({
  service, why: '', source: [], ...types.length > 0 ? { sourceTypes: types.map((type) => ({ type })) } : {},
});
const SERVICES = [trusted('sagemaker.amazonaws.com'), trusted('bedrock.amazonaws.com', ['model-import-job/*', 'evaluation-job/*'])];
const serviceOf = (arn: string, sourceAccount: string | null = '111122223333') =>
  serviceOfSourceArn(arn, SERVICES, sourceAccount ?? undefined, (property) => `--${property}`);

test.each(cases.accepted)('finds the service of $name', ({ arn, service, sourceAccount }) => {
  expect(serviceOf(arn, sourceAccount)).toEqual(service);
});

test.each(cases.rejected)('rejects $name, with the fix', ({ arn, error }) => {
  expect(() => serviceOf(arn)).toThrow(error);
  expect(() => serviceOf(arn)).toThrow(/^--sourceArns lists/);
});

test.each([
  ['no condition', undefined, undefined, {}],
  ['the account', '111122223333', undefined, { StringEquals: { 'aws:SourceAccount': '111122223333' } }],
  ['the ARNs', undefined, ['a', 'b'], { ArnLike: { 'aws:SourceArn': ['a', 'b'] } }],
  ['both', '111122223333', 'a', { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': 'a' } }],
])('makes the conditions of the trust policy: %s', (_, account, arns, conditions) => {
  expect(trustConditions(account, arns)).toEqual(conditions);
});
