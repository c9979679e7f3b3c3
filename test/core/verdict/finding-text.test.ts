import { findingParts } from '../../../src/core/verdict/finding-parts';
import { sentencesOf } from '../../../src/core/verdict/finding-text';
import { missingPolicy } from '../../../src/core/verdict/missing-policy';
import { Finding, Reason, Verdict } from '../../../src/core/verdict/verdict';
import { headOf } from '../../../src/core/verdict/verdict-text';
import { waysOutOf } from '../../../src/core/verdict/way-out';

const finding = (verdict: Verdict, reason: Reason, more: Partial<Finding> = {}): Finding => ({ verdict, reason, ...more });
const missing = (more: Partial<Finding>) => finding('INVALID', 'MISSING_PERMISSION', more);
const assumed = (subject: string, assumption: Finding['assumption']) => finding('INCONCLUSIVE', 'MAY_BE_NEEDED', { subject, resource: 'arn:own', assumption });
const resultOf = (verdict: Verdict, ...findings: Finding[]) => ({ verdict, findings, calls: 1 });

test.each<[string, Finding, string]>([
  ['a prefix with a detail', missing({ subject: 's3:A', resource: 'arn:aws:s3:::own/in/probe', pattern: 'arn:aws:s3:::own/in/*', detail: 'why' }),
    's3:A on objects of own/in (sampled: probe; why)'],
  ['a pattern in the middle', missing({ subject: 's3:A', resource: 'arn:aws:s3:::own/probe/x', pattern: 'arn:aws:s3:::own/*/x' }),
    's3:A on arn:aws:s3:::own/*/x (sampled: own/probe/x)'],
  ['a detail alone', missing({ detail: 'why' }), '(why)'],
])('describes %s', (_, one, text) => {
  expect(findingParts([one])).toEqual([text]);
});

test.each<[string, Finding[], string[]]>([
  ['the role first, and then what denies', [
    finding('INCONCLUSIVE', 'UNSCOPED', { subject: 'x:A' }), finding('INCONCLUSIVE', 'EXPLICIT_DENY', { subject: 'x:B' }),
    finding('INCONCLUSIVE', 'MALFORMED_QUESTION', { detail: 'it has no version' }), finding('INVALID', 'WRONG_ROLE', { detail: 'it is a user' }),
  ], ['it is a user', 'it has no version', 'a Deny statement applies to x:B', 'IAM denied x:A']],
  ['each detail', [finding('INCONCLUSIVE', 'CANNOT_READ_TRUST', { subject: 'one', detail: 'a' }), finding('INCONCLUSIVE', 'CANNOT_READ_TRUST', { subject: 'other', detail: 'b' })],
    ["can't read its trust policy (a; b)"]],
  ['the detail of a finding without a subject', [finding('INCONCLUSIVE', 'CANNOT_SIMULATE', { detail: 'Throttling' })], ['Throttling']],
  ['three actions of a feature', ['x:A', 'x:B', 'x:C'].map((subject) => assumed(subject, { feature: 'hub' })), ['it lacks what only default features need: HUB (x:A, x:B, x:C)']],
  ['four actions of a feature', ['x:A', 'x:B', 'x:C', 'x:D'].map((subject) => assumed(subject, { feature: 'hub' })),
    ['it lacks what only default features need: HUB (x:A, x:B, x:C and 1 more)']],
  ['features and omitted properties apart', [assumed('x:A', { feature: 'hub' }), assumed('x:B', { property: 'passSelf' }), assumed('x:C', { feature: 'vpc' })],
    ['it lacks what only default features need: HUB (x:A), VPC (x:C)', "it may need x:B because 'passSelf' is omitted"]],
  ['the organization and a condition apart', [finding('INCONCLUSIVE', 'ORGANIZATIONS', { subject: 'x:A' }), finding('INCONCLUSIVE', 'MISSING_CONTEXT', { subject: 'x:B' })],
    ['a service control policy, perhaps with conditions, denies x:A', 'conditions of the request decide about x:B']],
])('says %s', (_, findings, sentences) => {
  expect(sentencesOf(findings)).toEqual(sentences);
});

test('says that IAM allowed the requests that are needed, if one is not', () => {
  const allowed = finding('VALID', 'ALLOWED', { subject: 'x:A' });
  const unneeded = finding('VALID', 'NOT_REQUIRED', { subject: 'x:B', context: { key: [] } });
  expect(headOf(resultOf('VALID', allowed, unneeded), {})).toBe('The role can run this workload: IAM allowed the only request that it needs');
});

const ADD = "Add the statements in 'policy' to the role, or create the role with SageMakerExecutionRole.";
const CALLER = 'Allow the caller iam:GetRole and iam:SimulatePrincipalPolicy on the role, then try again.';

test.each<[string, Verdict, Finding[], string[]]>([
  ['the findings of its verdict', 'INVALID', [missing({ subject: 'x:A' }), finding('INCONCLUSIVE', 'UNSCOPED', { subject: 'x:B' })], [ADD]],
  ['a caller that is denied once', 'INCONCLUSIVE', [finding('INCONCLUSIVE', 'CANNOT_SIMULATE'), finding('INCONCLUSIVE', 'CANNOT_SIMULATE', { detail: 'AccessDenied: x' })], [CALLER]],
  ['a boundary that isn\'t the only fault of one action', 'INVALID',
    [finding('INVALID', 'PERMISSIONS_BOUNDARY', { subject: 'x:A' }), finding('INVALID', 'PERMISSIONS_BOUNDARY', { subject: 'x:B', alsoMissing: true })],
    ["Allow these actions in the role's permissions boundary, and add the statements in 'policy' to the role."]],
  ['a valid role', 'VALID', [finding('VALID', 'ALLOWED', { fix: 'None.' })], []],
])('names the way out of %s', (_, verdict, findings, ways) => {
  expect(waysOutOf(resultOf(verdict, ...findings))).toEqual(ways);
});

test('sorts the actions of a statement to add, each once', () => {
  const findings = ['x:B', 'x:A', 'x:B'].map((subject) => missing({ subject, resource: 'arn:own' }));
  expect(missingPolicy(findings)?.Statement).toEqual([{ Effect: 'Allow', Action: ['x:A', 'x:B'], Resource: ['arn:own'] }]);
  expect(missingPolicy([missing({ subject: 'x:A' })])?.Statement).toEqual([{ Effect: 'Allow', Action: ['x:A'], Resource: ['*'] }]);
});
