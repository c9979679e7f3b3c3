import cases from './source-arns.json';
import { serviceOfSourceArn } from '../../../src/core/grant/source-arns';

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

test('refuses source ARNs if AWS documents none for the trusted services', () => {
  const hyperpod = { service: 'hyperpod.sagemaker.amazonaws.com', undocumentedConditions: true } as const;
  const arn = 'arn:aws:sagemaker:us-east-1:111122223333:cluster/*';
  expect(() => serviceOfSourceArn(arn, [hyperpod], '111122223333', (property) => `--${property}`))
    .toThrow(`--sourceArns lists "${arn}", but AWS documents no source ARN of hyperpod.sagemaker.amazonaws.com: remove --sourceArns`);
  expect(serviceOfSourceArn(arn, [hyperpod, ...SERVICES], '111122223333', String)).toBe('sagemaker.amazonaws.com');
});
