import { QuestionGroup } from '../../../src/core/question/question';
import { mayChange, openPair, unanswered } from '../../../src/core/verdict/open-pairs';
import { Finding, Reason, Verdict } from '../../../src/core/verdict/verdict';

const GROUP: QuestionGroup = { actions: ['x:A', 'x:B'], resources: ['r1', 'r2'], certainty: 'concrete', facts: [], assumed: [] };
const finding = (verdict: Verdict, reason: Reason, subject?: string, resource?: string): Finding => ({ verdict, reason, subject, resource });

test.each<[Verdict, Reason, boolean]>([
  ['VALID', 'ALLOWED', false], ['VALID', 'POLICY_NOT_READ', true], ['INVALID', 'MISSING_PERMISSION', true], ['INCONCLUSIVE', 'MISSING_CONTEXT', true],
  ['INCONCLUSIVE', 'ORGANIZATIONS', false], ['INCONCLUSIVE', 'TRUST_CONDITION', false],
])('a finding that is %s because of %s may change: %s', (verdict, reason, changes) => {
  expect(mayChange(finding(verdict, reason))).toBe(changes);
});

test('asks about a whole group again if it has no finding', () => {
  expect(unanswered(GROUP, [])).toEqual([GROUP]);
});

test('asks again about the pairs that are not valid, by resource', () => {
  const findings = [
    finding('VALID', 'ALLOWED', 'x:A', 'r1'), finding('INVALID', 'MISSING_PERMISSION', 'x:A', 'r2'), finding('INVALID', 'MISSING_PERMISSION', 'x:B', 'r1'),
    finding('INCONCLUSIVE', 'CANNOT_SIMULATE', 'x:B', 'r2'),
  ];
  expect(unanswered(GROUP, findings)).toEqual([{ ...GROUP, actions: ['x:A', 'x:B'], resources: ['r2'] }, { ...GROUP, actions: ['x:B'], resources: ['r1'] }]);
  expect(unanswered(GROUP, [finding('INCONCLUSIVE', 'CANNOT_SIMULATE', 'x:A')])).toEqual([{ ...GROUP, actions: ['x:A'] }]);
});

test('reduces a group to one pair', () => {
  const pair = finding('INVALID', 'MISSING_PERMISSION', 'x:A', 'r2');
  expect(openPair(GROUP, pair)).toEqual({ finding: pair, group: { ...GROUP, actions: ['x:A'], resources: ['r2'] } });
  const unknown = finding('INCONCLUSIVE', 'CANNOT_SIMULATE');
  expect(openPair(GROUP, unknown)).toEqual({ finding: unknown, group: GROUP });
});
