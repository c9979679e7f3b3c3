import { reasonsOf } from './reasons';
import cases from './verdict-text-cases.json';
import { sentencesOf } from '../../../src/core/verdict/finding-text';
import { ValidationResult } from '../../../src/core/verdict/role-validation';
import { Finding, Reason, Verdict } from '../../../src/core/verdict/verdict';
import { failureMessage, headOf, notChecked, reportOf, summaryOf } from '../../../src/core/verdict/verdict-text';
import { waysOutOf } from '../../../src/core/verdict/way-out';

const ROLE = 'arn:aws:iam::111122223333:role/Trainer';
const SUBJECT = { role: ROLE, workload: 'training' };
const HEAD = `Role ${ROLE} can't run this training workload: `;
/** The head with the number of denied requests. */
const headWith = (denied: string) => `Role ${ROLE} can't run this training workload (${denied} requests denied): `;
const ADD = "Add the statements in 'policy' to the role, or create the role with SageMakerExecutionRole.";
const END = `. ${ADD} Full report: the log`;

const finding = (verdict: Verdict, reason: Reason, subject?: string, resource?: string, detail?: string): Finding =>
  ({ verdict, reason, subject, resource, detail });
const missing = (subject: string, resource = 'arn:aws:s3:::own/probe') => finding('INVALID', 'MISSING_PERMISSION', subject, resource);
const resultOf = (verdict: Verdict, ...findings: Finding[]): ValidationResult => ({ verdict, findings, calls: 2 });
const many = (count: number) => Array.from({ length: count }, (_, index) => missing(`s3:Action${index + 1}`));

test.each(cases.findings as { name: string; findings: Finding[]; features?: string[]; denied?: string; clause: string; wayOut?: string }[])(
  'describes $name, and names one way out', ({ findings, features, denied, clause, wayOut }) => {
    const result = { ...resultOf(findings[0].verdict, ...findings), features };
    expect(summaryOf(result, SUBJECT, 1_024)).toBe(
      `${findings[0].verdict === 'INVALID' ? HEAD : `Can't confirm that role ${ROLE} can run this training workload: `}${clause}`
        .replace('workload:', denied ? `workload (${denied} requests denied):` : 'workload:'));
    expect(waysOutOf(result)).toEqual(wayOut === undefined ? [] : [wayOut]);
  });

test('has a case for every reason except those of a valid role', () => {
  const reasons = cases.findings.flatMap(({ findings }) => findings.map(({ reason }) => reason));
  expect([...new Set(reasons)].sort()).toEqual(reasonsOf().filter((reason) => !['ALLOWED', 'POLICY_NOT_READ', 'TRUSTED', 'NOT_REQUIRED'].includes(reason)).sort());
});

test('says that objects are sampled', () => {
  const sampled = { ...finding('VALID', 'ALLOWED', 's3:GetObject', 'arn:aws:s3:::own/probe'), pattern: 'arn:aws:s3:::own/*' };
  const other = { ...finding('VALID', 'ALLOWED', 'ecr:BatchGetImage', 'arn:aws:ecr:eu-west-1:1:repository/probe'), pattern: 'arn:aws:ecr:eu-west-1:1:repository/*' };
  expect(summaryOf(resultOf('VALID', sampled, other), SUBJECT, 1_024))
    .toBe(`Role ${ROLE} can run this training workload: IAM allowed all 2 requests. Objects are sampled`);
  expect(summaryOf(resultOf('VALID', other), SUBJECT, 1_024)).toBe(`Role ${ROLE} can run this training workload: IAM allowed the only request`);
  expect(reportOf(resultOf('VALID', sampled), SUBJECT).notChecked).toContain('objects other than the samples');
});

test('says that a valid role can run the workload, and counts the requests that IAM allowed', () => {
  const allowed = finding('VALID', 'ALLOWED', 'y');
  const trusted = finding('VALID', 'TRUSTED', 'x');
  expect(summaryOf(resultOf('VALID', trusted, allowed, allowed), SUBJECT, 1_024)).toBe(`Role ${ROLE} can run this training workload: IAM allowed all 2 requests`);
  expect(summaryOf(resultOf('VALID', trusted, allowed), SUBJECT, 1_024)).toBe(`Role ${ROLE} can run this training workload: IAM allowed the only request`);
  expect(waysOutOf(resultOf('VALID', allowed))).toEqual([]);
});

test('says of a valid role how many requests IAM did not decide in full, and counts no request that is not needed', () => {
  const allowed = finding('VALID', 'ALLOWED', 'y', 'arn:own');
  const undecided = { ...allowed, detail: 'not decided: s3:ExistingObjectTag/team', context: { 's3:ExistingObjectTag/team': [] } };
  const unneeded = finding('VALID', 'NOT_REQUIRED', 's3:GetBucketLocation', 'arn:own');
  expect(headOf(resultOf('VALID', allowed, undecided), SUBJECT))
    .toBe(`Role ${ROLE} can run this training workload: IAM allowed all 2 requests, but it didn't decide a condition of 1`);
  expect(headOf(resultOf('INVALID', allowed, unneeded, missing('s3:GetObject')), SUBJECT))
    .toBe(`Role ${ROLE} can't run this training workload (1 of 2 requests denied)`);
});

test('counts a request that IAM did not answer as asked, and not as denied', () => {
  const failed = finding('INCONCLUSIVE', 'CANNOT_SIMULATE', 's3:GetObject', 'arn:own');
  expect(headOf(resultOf('INVALID', failed, missing('s3:PutObject')), SUBJECT)).toBe(`Role ${ROLE} can't run this training workload (1 of 2 requests denied)`);
  expect(headOf(resultOf('INCONCLUSIVE', failed), SUBJECT)).toBe(`Can't confirm that role ${ROLE} can run this training workload`);
});

test('names the way out of a need that is only assumed last', () => {
  const assumed: Finding = { ...finding('INCONCLUSIVE', 'MAY_BE_NEEDED', 'sagemaker:ListHubs', '*'), assumption: { feature: 'hub' } };
  const result = resultOf('INCONCLUSIVE', assumed, finding('INCONCLUSIVE', 'INCOMPLETE', 's3:PutObject', 'arn:own'));
  expect(summaryOf(result, SUBJECT, 1_024)).toMatch(/denied\): IAM didn't answer for s3:PutObject on arn:own; it lacks what only default features need: HUB/);
  expect(waysOutOf(result)).toEqual([
    'Try again.', "If the workload uses HUB, add SageMakerFeature.HUB to 'features'. If not, set 'minimal: true'.",
  ]);
});

test.each([
  ['VALID', {}, 'The role can run this workload: IAM allowed all 0 requests'],
  ['INVALID', {}, "The role can't run this workload"],
  ['INCONCLUSIVE', {}, "Can't confirm that the role can run this workload"],
  ['INVALID', { role: 'Trainer', workload: 'model_evaluation' }, "Role Trainer can't run this model evaluation workload"],
] as const)('names what it knows: %s of %j', (verdict, subject, head) => {
  expect(headOf(resultOf(verdict), subject)).toBe(head);
});

test('names the trust policy before the permissions, and omits inconclusive findings', () => {
  expect(summaryOf(resultOf(
    'INVALID',
    finding('INCONCLUSIVE', 'UNSCOPED', 'ecr:GetImage', '*'),
    finding('INVALID', 'EXPLICIT_DENY', 's3:DeleteObject', 'arn:aws:s3:::own/probe', 'denied by Guard'),
    finding('INVALID', 'PERMISSIONS_BOUNDARY', 'kms:Decrypt', '*'),
    missing('s3:PutObject'),
    finding('VALID', 'ALLOWED', 's3:GetObject', 'arn:aws:s3:::own/probe'),
    finding('INVALID', 'UNTRUSTED', 'sagemaker.amazonaws.com', undefined, 'no statement allows it'),
  ), SUBJECT, 1_024)).toBe(`${headWith('4 of 5')}its trust policy doesn't trust sagemaker.amazonaws.com (no statement allows it); `
    + 'it lacks s3:PutObject on arn:aws:s3:::own/probe; '
    + "its permissions boundary doesn't allow kms:Decrypt; "
    + 'a Deny statement applies to s3:DeleteObject on arn:aws:s3:::own/probe (denied by Guard)');
});

test('lists one sentence for each cause', () => {
  expect(sentencesOf([
    missing('s3:A', 'arn:one'), finding('INVALID', 'EXPLICIT_DENY', 's3:D', 'arn:two'), missing('s3:B', 'arn:two'), missing('s3:C', 'arn:two'),
  ])).toEqual(['it lacks s3:A on arn:one; s3:B, s3:C on arn:two', 'a Deny statement applies to s3:D on arn:two']);
});

test('says that there was nothing to validate', () => {
  expect(summaryOf(resultOf('INCONCLUSIVE'), SUBJECT, 1_024)).toBe(`Can't confirm that role ${ROLE} can run this training workload: there was nothing to validate`);
  expect(waysOutOf(resultOf('INCONCLUSIVE'))).toEqual([]);
});

test('prefers the finding\'s own way out to the usual one for its reason', () => {
  const wrongArn = { ...finding('INVALID', 'ROLE_NOT_FOUND', 'arn:x'), fix: 'Use arn:y.' };
  expect(waysOutOf(resultOf('INVALID', missing('s3:PutObject'), wrongArn))).toEqual(['Use arn:y.', ADD]);
});

test('ends a failure with one way out and the place of the report, even if many permissions are missing', () => {
  expect(failureMessage(resultOf('INVALID', missing('s3:PutObject')), SUBJECT, 'the log', 1_024)).toBe(`${headWith('1 of 1')}it lacks s3:PutObject on arn:aws:s3:::own/probe${END}`);
  for (const count of [10, 50, 500, 5_000]) {
    const message = failureMessage(resultOf('INVALID', ...many(count)), SUBJECT, 'the log', 512);
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(512);
    expect(message.endsWith(END)).toBe(true);
  }
});

test('ends a failure without a way out with the place of the report', () => {
  expect(failureMessage(resultOf('INVALID', finding('INVALID', 'WRONG_ROLE', undefined, undefined, 'x is a user')), SUBJECT, 'the log', 1_024))
    .toBe(`${HEAD}x is a user. Full report: the log`);
});

test('names one way out for each reason, as many as fit', () => {
  const result = resultOf(
    'INVALID', missing('s3:PutObject'), finding('INVALID', 'EXPLICIT_DENY', 's3:GetObject', 'arn:own'), missing('s3:ListBucket'),
    { ...finding('INVALID', 'PERMISSIONS_BOUNDARY', 's3:GetObject', 'arn:own'), alsoMissing: true },
  );
  const ways = [
    ADD, "Allow these actions in the role's permissions boundary, and add the statements in 'policy' to the role.",
    "Change the Deny statement so that it doesn't apply to this role.",
  ];
  expect(waysOutOf(result)).toEqual(ways);
  expect(failureMessage(result, SUBJECT, 'the log', 2_048).endsWith(`. ${ways.join(' ')} Full report: the log`)).toBe(true);
  expect(failureMessage(result, SUBJECT, 'the log', 500).endsWith(`. ${ADD} Full report: the log`)).toBe(true);
});

test('shortens a way out that names very many services', () => {
  const untrusted = Array.from({ length: 100 }, (_, index) => finding('INVALID', 'UNTRUSTED', `service-${index}.amazonaws.com`));
  const message = failureMessage(resultOf('INVALID', ...untrusted), SUBJECT, 'the log', 512);
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(512);
  expect(message).toMatch(/. Add service-0\.amazonaws\.com .*… Full report: the log$/);
});

test('counts the actions beyond the length limit', () => {
  const head = headWith('9 of 9');
  const clause = 'it lacks s3:Action1, s3:Action2, s3:Action3 on arn:aws:s3:::own/probe; and 6 more';
  expect(summaryOf(resultOf('INVALID', ...many(9)), SUBJECT, head.length + clause.length)).toBe(head + clause);
  expect(summaryOf(resultOf('INVALID', ...many(9)), SUBJECT, head.length + clause.length - 1)).toBe(head + clause.replace(', s3:Action3', '').replace('6', '7'));
});

test('counts the actions on other resources beyond the length limit', () => {
  const findings = [missing('s3:A', 'arn:one'), missing('s3:B', 'arn:two'), missing('s3:C', 'arn:two'), missing('s3:D', 'arn:four')];
  const head = headWith('4 of 4');
  const summary = (bytes: number) => summaryOf(resultOf('INVALID', ...findings), SUBJECT, bytes).replace(head, '');
  const whole = 'it lacks s3:A on arn:one; s3:B, s3:C on arn:two; s3:D on arn:four';
  expect(summary(1_024)).toBe(whole);
  expect(summary(head.length + whole.length)).toBe(whole);
  expect(summary(head.length + whole.length - 1)).toBe('it lacks s3:A on arn:one; s3:B, s3:C on arn:two; and 1 more');
  expect(summary(head.length + 40)).toBe('it lacks s3:A on arn:one; and 3 more');
});

test.each([64, 100, 180, 300, 1_024])('is at most %i bytes long, with names of many bytes each', (bytes) => {
  const findings = Array.from({ length: 300 }, (_, index) => missing(`s3:役割${index}`, `arn:aws:s3:::${'バケット'.repeat(index % 7)}`));
  for (const [role, workload] of [[ROLE, 'training'], ['役割'.repeat(200), '仕事'.repeat(200)], ['x'.repeat(100_000), 'y'.repeat(100_000)]]) {
    for (const result of [resultOf('INVALID', ...findings), resultOf('VALID', ...findings), resultOf('INCONCLUSIVE'),
      resultOf('INVALID', finding('INVALID', 'WRONG_ROLE', undefined, undefined, '長い'.repeat(5_000)))]) {
      const summary = summaryOf(result, { role, workload }, bytes);
      expect([bytes, summary, Buffer.byteLength(summary) <= bytes]).toEqual([bytes, summary, true]);
      // No character is cut in two.
      expect(Buffer.from(summary).toString()).toBe(summary);
    }
  }
});

test('reports every finding that is not valid or has a detail, and the policies that the validation doesn\'t cover', () => {
  const good = finding('VALID', 'ALLOWED', 's3:GetObject', 'arn:aws:s3:::own/probe');
  const noted = { ...good, detail: 'not decided: aws:SourceVpc' };
  expect(reportOf({ ...resultOf('INVALID', good, noted, missing('s3:PutObject')), roleArn: ROLE }, { role: 'Trainer', workload: 'training' })).toEqual({
    verdict: 'INVALID',
    role: 'Trainer',
    roleArn: ROLE,
    workload: 'training',
    good: 2,
    findings: [noted, missing('s3:PutObject')],
    notChecked: notChecked({}),
    calls: 2,
    wayOut: ADD,
    policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::own/probe'] }] },
  });
  expect(notChecked({}).join()).toMatch(/^policies of resources, such as buckets and keys.*resource control policies.*VPC endpoints.*Lake Formation/);
  expect(notChecked({ policiesRead: true }).join()).toMatch(/^policies of resources in other accounts,/);
});

test('counts an action of a default feature once, although several resources lack it', () => {
  const assumed = (feature: string, subject: string, resource: string): Finding =>
    ({ verdict: 'INCONCLUSIVE', reason: 'MAY_BE_NEEDED', subject, resource, assumption: { feature } });
  const findings = [assumed('hub', 'sagemaker:DescribeHub', 'arn:a'), assumed('hub', 'sagemaker:DescribeHub', 'arn:b'), assumed('mlflow', 'sagemaker-mlflow:CreateRun', 'arn:c')];
  const head = `Can't confirm that role ${ROLE} can run this training workload (3 of 3 requests denied): `;
  const clause = 'it lacks what only default features need: HUB (sagemaker:DescribeHub); and 1 more';
  expect(summaryOf(resultOf('INCONCLUSIVE', ...findings), SUBJECT, head.length + clause.length)).toBe(head + clause);
});
