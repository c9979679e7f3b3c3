import { ValidationResult } from '../../../src/core/verdict/role-validation';
import { Finding, Reason, Verdict } from '../../../src/core/verdict/verdict';
import { failureMessage, NOT_CHECKED, reportOf, summaryOf } from '../../../src/core/verdict/verdict-text';

const ROLE = 'arn:aws:iam::111122223333:role/Trainer';
const HEAD = `role ${ROLE} is not fit for the workload training: `;
const ways = '. Grant what is missing, or let SageMakerExecutionRole create the role. The whole report: the log';

const finding = (verdict: Verdict, reason: Reason, subject?: string, resource?: string, detail?: string): Finding =>
  ({ verdict, reason, subject, resource, detail });
const missing = (subject: string, resource = 'arn:aws:s3:::own/probe') => finding('INVALID', 'MISSING_PERMISSION', subject, resource);
const judged = (verdict: Verdict, ...findings: Finding[]): ValidationResult => ({ verdict, findings, calls: 2 });
const many = (count: number) => Array.from({ length: count }, (_, index) => missing(`s3:Action${index + 1}`));

test('a good role is said to be fit', () => {
  expect(summaryOf(judged('VALID', finding('VALID', 'TRUSTED', 'x'), finding('VALID', 'ALLOWED', 'y')), ROLE, 'training', 1_024))
    .toBe(`role ${ROLE} is fit for the workload training: 2 answers of IAM, all good`);
});

test('the trust comes before the permissions, and what is only open is left out', () => {
  expect(summaryOf(judged(
    'INVALID',
    finding('INCONCLUSIVE', 'UNSCOPED', 'ecr:GetImage', '*'),
    finding('INVALID', 'EXPLICIT_DENY', 's3:DeleteObject', 'arn:aws:s3:::own/probe', 'denied by Guard'),
    finding('INVALID', 'PERMISSIONS_BOUNDARY', 'kms:Decrypt', '*', "the role's permissions boundary does not allow it"),
    missing('s3:PutObject'),
    finding('VALID', 'ALLOWED', 's3:GetObject', 'arn:aws:s3:::own/probe'),
    finding('INVALID', 'UNTRUSTED', 'sagemaker.amazonaws.com', undefined, 'no statement allows it to assume the role'),
  ), ROLE, 'training', 1_024)).toBe(`role ${ROLE} is not fit for the workload training: `
    + 'sagemaker.amazonaws.com is not trusted (no statement allows it to assume the role); '
    + 's3:PutObject on arn:aws:s3:::own/probe is not allowed; '
    + "kms:Decrypt is not allowed by the permissions boundary (the role's permissions boundary does not allow it); "
    + 's3:DeleteObject on arn:aws:s3:::own/probe is denied (denied by Guard)');
});

test('an open verdict says that it is open, and why', () => {
  expect(summaryOf(judged(
    'INCONCLUSIVE',
    finding('INCONCLUSIVE', 'CANNOT_READ_TRUST', 'iam:GetRole', undefined, 'AccessDenied: no'),
    finding('INCONCLUSIVE', 'UNSCOPED', 'ecr:BatchGetImage', '*'),
    finding('INCONCLUSIVE', 'UNSCOPED', 'ecr:GetImage', '*'),
    finding('INCONCLUSIVE', 'MISSING_CONTEXT', 'kms:Decrypt', '*', 'it depends on aws:SourceVpc'),
  ), ROLE, 'training', 1_024)).toBe(`whether role ${ROLE} is fit for the workload training is not known: `
    + 'iam:GetRole could not be checked (AccessDenied: no); '
    + 'ecr:BatchGetImage, ecr:GetImage are not allowed on everything that the workload may need; '
    + 'kms:Decrypt depends on conditions that are not known (it depends on aws:SourceVpc)');
});

test.each<[Reason, string]>([
  ['ORGANIZATIONS', 's3:PutObject is denied by the organization, perhaps under conditions'],
  ['INCOMPLETE', 's3:PutObject was not answered by IAM'],
  ['CANNOT_SIMULATE', 's3:PutObject could not be asked about'],
  ['TRUST_CONDITION', 's3:PutObject is trusted under conditions that are not known'],
])('the doubt %s is told in words', (reason, words) => {
  expect(summaryOf(judged('INCONCLUSIVE', finding('INCONCLUSIVE', reason, 's3:PutObject', '*')), ROLE, 'training', 1_024))
    .toBe(`whether role ${ROLE} is fit for the workload training is not known: ${words}`);
});

test.each<[string, Finding, string]>([
  ['a role that is not there', finding('INVALID', 'ROLE_NOT_FOUND', 'Trainer', undefined, 'IAM knows no role of this name in this account'),
    'Trainer was not found (IAM knows no role of this name in this account)'],
  ['a wrong role', finding('INVALID', 'WRONG_ROLE', undefined, undefined, 'arn:x is a user: use the ARN of a role'), 'arn:x is a user: use the ARN of a role'],
])('%s is told without a word too many', (_, one, text) => {
  expect(summaryOf(judged('INVALID', one), ROLE, 'training', 1_024)).toBe(`role ${ROLE} is not fit for the workload training: ${text}`);
});

test('nothing asked is said so', () => {
  expect(summaryOf(judged('INCONCLUSIVE'), ROLE, 'training', 1_024)).toBe(`whether role ${ROLE} is fit for the workload training is not known: nothing was asked`);
});

test('a failure ends with both ways out and where the report is, however much is missing', () => {
  expect(failureMessage(judged('INVALID', missing('s3:PutObject')), ROLE, 'training', 'the log', 1_024))
    .toBe(`role ${ROLE} is not fit for the workload training: s3:PutObject on arn:aws:s3:::own/probe is not allowed${ways}`);
  for (const count of [10, 50, 500, 5_000]) {
    const message = failureMessage(judged('INVALID', ...many(count)), ROLE, 'training', 'the log', 512);
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(512);
    expect(message.endsWith(ways)).toBe(true);
  }
});

test('what does not fit is counted: actions on the same resource', () => {
  expect(summaryOf(judged('INVALID', ...many(9)), ROLE, 'training', HEAD.length + 97))
    .toBe(`${HEAD}s3:Action1, s3:Action2, s3:Action3 and 6 more on arn:aws:s3:::own/probe are not allowed`);
});

test('what does not fit is counted: actions on other resources', () => {
  const findings = [missing('s3:A', 'arn:one'), missing('s3:B', 'arn:two'), missing('s3:C', 'arn:two'), missing('s3:D', 'arn:four')];
  const summary = (bytes: number) => summaryOf(judged('INVALID', ...findings), ROLE, 'training', bytes).replace(/.* training: /, '');
  const whole = 's3:A on arn:one is not allowed; s3:B, s3:C on arn:two are not allowed; s3:D on arn:four is not allowed';
  expect(summary(1_024)).toBe(whole);
  expect(summary(HEAD.length + whole.length - 1)).toBe('s3:A on arn:one is not allowed; s3:B, s3:C on arn:two are not allowed; and 1 more');
  expect(summary(HEAD.length + 60)).toBe('s3:A on arn:one is not allowed; and 3 more');
});

test.each([64, 100, 180, 300, 1_024])('a text is at most %i bytes, with names of many bytes each', (bytes) => {
  const findings = Array.from({ length: 300 }, (_, index) => missing(`s3:役割${index}`, `arn:aws:s3:::${'バケット'.repeat(index % 7)}`));
  for (const [role, workload] of [[ROLE, 'training'], ['役割'.repeat(200), '仕事'.repeat(200)], ['x'.repeat(100_000), 'y'.repeat(100_000)]]) {
    for (const result of [judged('INVALID', ...findings), judged('VALID', ...findings), judged('INCONCLUSIVE'),
      judged('INVALID', finding('INVALID', 'WRONG_ROLE', undefined, undefined, '長い'.repeat(5_000)))]) {
      const summary = summaryOf(result, role, workload, bytes);
      expect([bytes, summary, Buffer.byteLength(summary) <= bytes]).toEqual([bytes, summary, true]);
      // No character is cut in two.
      expect(Buffer.from(summary).toString()).toBe(summary);
    }
  }
});

test('the report tells all that is not plainly good, and what nobody can check', () => {
  const good = finding('VALID', 'ALLOWED', 's3:GetObject', 'arn:aws:s3:::own/probe');
  const noted = { ...good, detail: 'not decided: aws:SourceVpc' };
  expect(reportOf({ ...judged('INVALID', good, noted, missing('s3:PutObject')), roleArn: ROLE }, 'Trainer', 'training')).toEqual({
    verdict: 'INVALID', role: 'Trainer', roleArn: ROLE, workload: 'training', good: 2, findings: [noted, missing('s3:PutObject')], notChecked: NOT_CHECKED, calls: 2,
  });
  expect(NOT_CHECKED.join()).toMatch(/buckets.*resource control policies.*VPC endpoints.*Lake Formation/);
});
