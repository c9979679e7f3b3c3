import { both, conditionalText, Guard, opposite, whenText } from '../../../../src/core/review/expression/guard';

test.each([['A', 'not A'], ['not A', 'A'], ['A not ', 'not A not ']])('negates %s', (term, negated) => {
  expect(opposite(term)).toBe(negated);
});

test.each<[Guard, Guard, Guard | undefined]>([
  [[], [], []], [['A'], [], ['A']], [['A'], ['B'], ['A', 'B']], [['A'], ['A'], ['A']], [['A'], ['not A'], undefined], [['not A', 'B'], ['A'], undefined],
])('combines %j and %j', (one, other, combined) => {
  expect(both(one, other)).toEqual(combined);
});

test.each<[string, Guard[], string | undefined]>([
  ['one guard', [['A']], 'A'],
  ['two terms', [['A', 'not B']], 'A and not B'],
  ['two guards', [['A'], ['B']], 'A or B'],
  ['the same guard twice', [['A'], ['A']], 'A'],
  ['a guard that is always satisfied', [['A'], []], undefined],
  ['a guard that another one implies', [['A', 'B'], ['A']], 'A'],
  ['a guard that implies another one', [['A'], ['B', 'A']], 'A'],
  ['guards that share one of two terms', [['A', 'B'], ['A', 'C']], 'A and B or A and C'],
  ['a term and its negation', [['A'], ['not A']], undefined],
  ['a term and its negation beside another', [['A', 'B'], ['A', 'not B']], 'A'],
  ['two terms and their negations', [['A', 'B'], ['not A', 'not B']], 'A and B or not A and not B'],
  ['all four outcomes', [['A', 'B'], ['A', 'not B'], ['not A', 'B'], ['not A', 'not B']], undefined],
  ['a negation beside a longer guard', [['A'], ['not A', 'B']], 'A or not A and B'],
  ['a negation beside a third guard', [['A', 'B'], ['C'], ['A', 'not B']], 'A or C'],
  ['three guards', [['A'], ['B'], ['A', 'C']], 'A or B'],
])('says when: %s', (_, guards, text) => {
  expect(whenText(guards)).toBe(text);
});

test('adds the guard to a text', () => {
  expect(conditionalText('arn', [['A']])).toBe('arn if A');
  expect(conditionalText('arn', [[]])).toBe('arn');
});
