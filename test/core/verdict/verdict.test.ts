import { failsDeployment, Finding, isAllowed, isSettled, overall, withNeed } from '../../../src/core/verdict/verdict';

const ALLOWED: Finding = { verdict: 'VALID', reason: 'ALLOWED' };
const UNREAD: Finding = { verdict: 'VALID', reason: 'POLICY_NOT_READ' };
const TRUSTED: Finding = { verdict: 'VALID', reason: 'TRUSTED' };
const MISSING: Finding = { verdict: 'INVALID', reason: 'MISSING_PERMISSION', fix: 'Add it.' };
const OPEN: Finding = { verdict: 'INCONCLUSIVE', reason: 'MISSING_CONTEXT' };
const ASSUMED: Finding = { verdict: 'INCONCLUSIVE', reason: 'MAY_BE_NEEDED', assumption: { feature: 'vpc' } };

test.each<[string, Finding[]]>([
  ['VALID', [TRUSTED, ALLOWED]], ['VALID', [UNREAD]], ['INVALID', [ALLOWED, OPEN, MISSING]], ['INCONCLUSIVE', [ALLOWED, OPEN]], ['INCONCLUSIVE', []],
  ['INCONCLUSIVE', [TRUSTED]],
])('is %s about %j', (verdict, findings) => {
  expect(overall(findings)).toBe(verdict);
});

test.each<[Finding, boolean, boolean]>([
  [ALLOWED, true, true], [UNREAD, true, false], [TRUSTED, false, true], [MISSING, false, false], [OPEN, false, false],
])('of %j, says whether IAM allows it (%s), and whether it can get better', (finding, allowed, settled) => {
  expect([isAllowed(finding), isSettled(finding)]).toEqual([allowed, settled]);
});

test.each<[string, Finding, object, Finding]>([
  ['a need', MISSING, {}, MISSING],
  ['an assumed need that is denied', MISSING, { assumption: { feature: 'vpc' } }, { verdict: 'INCONCLUSIVE', reason: 'MAY_BE_NEEDED', assumption: { feature: 'vpc' } }],
  ['an assumed need that is open', OPEN, { assumption: { feature: 'vpc' } }, { ...OPEN, assumption: { feature: 'vpc' } }],
  ['an assumed need that is allowed', ALLOWED, { assumption: { property: 'passSelf' } }, { ...ALLOWED, assumption: { property: 'passSelf' } }],
])('marks the finding of %s', (_, finding, need, expected) => {
  expect(withNeed(finding, need)).toEqual(expected);
});

test.each<[Finding[], object | undefined, boolean]>([
  [[MISSING], undefined, true], [[MISSING], { onInvalid: 'fail' }, true], [[MISSING], { onInvalid: 'warn', onInconclusive: 'fail' }, false],
  [[ALLOWED], { onInvalid: 'fail', onInconclusive: 'fail' }, false],
  [[OPEN], undefined, false], [[OPEN], { onInconclusive: 'warn' }, false], [[ALLOWED, OPEN], { onInconclusive: 'fail' }, true],
  [[ALLOWED, ASSUMED], { onInconclusive: 'fail' }, false], [[OPEN, ASSUMED], { onInconclusive: 'fail' }, true], [[TRUSTED], { onInconclusive: 'fail' }, true],
])('with the findings %j and the options %j, fails the deployment: %s', (findings, options, fails) => {
  expect(failsDeployment({ verdict: overall(findings), findings }, options)).toBe(fails);
});
