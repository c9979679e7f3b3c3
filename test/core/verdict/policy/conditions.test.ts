import cases from './condition-cases.json';
import { meetsConditions } from '../../../../src/core/verdict/policy/conditions';
import { KeyFact } from '../../../../src/core/verdict/policy/request';

test.each(cases)('$name: $expected', ({ operator, values, fact, denies = false, expected }) => {
  const context = new Map([['test:key', fact as KeyFact]]);
  const { applies, why, byCondition } = meetsConditions({ [operator]: { 'Test:Key': values } }, context, denies);
  expect(`${applies}${why === undefined ? '' : `: ${why}`}`).toBe(expected.replaceAll('test:key', 'Test:Key'));
  expect(byCondition === true).toBe(applies === 'NO');
});

test('meets no condition, and several conditions only together', () => {
  const context = new Map<string, KeyFact>([['test:key', { values: ['a'] }], ['test:other', { values: ['b'] }]]);
  const meets = (operators: unknown) => meetsConditions(operators, context, false).applies;
  expect(meets(undefined)).toBe('YES');
  expect(meets({})).toBe('YES');
  expect(meets({ StringEquals: { 'test:key': 'a', 'test:other': 'b' } })).toBe('YES');
  expect(meets({ StringEquals: { 'test:key': 'a', 'test:other': 'a' } })).toBe('NO');
  expect(meets({ StringEquals: { 'test:key': 'a' }, StringNotEquals: { 'test:other': 'b' } })).toBe('NO');
  expect(meets({ StringEquals: { 'test:unknown': 'a' }, StringNotEquals: { 'test:other': 'b' } })).toBe('NO');
});
