import cases from './statement-cases.json';
import { YES } from '../../../../src/core/verdict/policy/answer';
import { elementsOf } from '../../../../src/core/verdict/policy/document';
import { evaluatePolicy } from '../../../../src/core/verdict/policy/statement';

test.each(cases)('$name: $expected', ({ statement, resource = 'arn:aws:s3:::own/x', expected }) => {
  const elements = elementsOf({ Effect: 'Allow', ...statement })!;
  const request = { action: 's3:GetObject', resource: resource ?? undefined, context: new Map(), principalOf: () => ({ ...YES, as: 'itself' as const }) };
  const { denied, allowed: [answer, ...others] } = evaluatePolicy([elements], request);
  expect([denied, others, answer.as, answer.statement]).toEqual([[], [], 'itself', elements]);
  expect(`${answer.applies}${answer.why === undefined ? '' : `: ${answer.why}`}`).toBe(expected);
});

test('asks for the principal of each statement, and keeps Deny and Allow apart', () => {
  const statements = ['Deny', 'Allow', 'Deny'].map((Effect) => elementsOf({ Effect, Action: '*' })!);
  const asked: boolean[] = [];
  const { denied, allowed } = evaluatePolicy(statements, {
    action: 's3:GetObject', context: new Map(), principalOf: (_, denies) => (asked.push(denies), { applies: denies ? 'NO' : 'YES' }),
  });
  expect(asked).toEqual([true, true, false]);
  expect([denied.map(({ applies }) => applies), allowed.map(({ applies }) => applies)]).toEqual([['NO', 'NO'], ['YES']]);
});
