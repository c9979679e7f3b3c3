import cases from './possible-values.json';
import { identityText } from '../../../../src/core/review/expression/identity-text';
import { PossibleText, possibleTexts } from '../../../../src/core/review/expression/possible-values';
import { linkedTemplates } from '../../../../src/core/review/template/linked-templates';
import { InputError } from '../../../../src/core/rules/input-error';

/** The template of the cases, linked with its nested stack. It is all in memory. */
const [root] = linkedTemplates([{ file: 'root.json', stack: 'root', content: cases.template, parameters: cases.passed }], {
  identityOf: (file) => file,
  nestedFile: () => 'child.json',
  read: () => cases.child,
}, (note) => {
  throw new Error(note);
});

/** A text, or with the conditions that it depends on. */
const inShort = ({ text, guard }: PossibleText) => guard.length === 0 ? text : { text, when: guard };

test.each(cases.cases.map(({ title, value, expected }) => [title, value, expected] as const))('%s', (_, value, expected) => {
  expect(possibleTexts(value, root).map(inShort)).toEqual(expected);
});

test.each(cases.cases.flatMap(({ title, value, taken }) => taken ? [[title, value, taken] as const] : []))('%s, if defaults count', (_, value, taken) => {
  expect(possibleTexts(value, root, 'taken').map(inShort)).toEqual(taken);
});

test.each(cases.circular)('refuses $title', ({ value }) => {
  expect(() => possibleTexts(value, root)).toThrow(InputError);
});

test.each(cases.identities)('compares $title: equal is $equal', ({ values, equal }) => {
  const [one, other] = values.map((value) => identityText({ value, template: root }));
  expect(one === other).toBe(equal);
});

test('distinguishes the placeholders of two stacks', () => {
  const child = root.nested.get('Child')!;
  const own = { Ref: 'Stage' };
  expect(identityText({ value: own, template: root })).not.toBe(identityText({ value: own, template: child }));
  expect(identityText({ value: { Ref: 'AWS::Region' }, template: root })).toBe(identityText({ value: { Ref: 'AWS::Region' }, template: child }));
  expect(identityText({ value: { Ref: 'AWS::StackName' }, template: root })).not.toBe(identityText({ value: { Ref: 'AWS::StackName' }, template: child }));
});
