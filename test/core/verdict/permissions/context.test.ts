import { ContextEntry, QuestionGroup } from '../../../../src/core/question/question';
import { firstContext, otherContexts, ownContexts } from '../../../../src/core/verdict/permissions/context';

/** An entry such as `kms:ViaService=s3,ecr`. A name that ends with `[]` is a list. */
function entryOf(text: string): ContextEntry {
  const [name, values] = text.split('=');
  return name.endsWith('[]') ? { key: name.slice(0, -2), type: 'stringList', values: values.split(',') } : { key: name, type: 'string', values: values.split(',') };
}

const textOf = ({ key, type, values }: ContextEntry) => `${key}${type === 'stringList' ? '[]' : ''}=${values.join(',')}`;
const textsOf = (contexts: readonly ContextEntry[][]) => contexts.map((context) => context.map(textOf));
const groupOf = (facts: string[], assumed: string[]): QuestionGroup =>
  ({ actions: [], resources: [], certainty: 'concrete', facts: facts.map(entryOf), assumed: assumed.map(entryOf) });

test.each<[string, string[], string[], string[], string[]]>([
  ['the facts, and the first value of each assumed key', ['fact=1'], ['via=s3,ecr', 'list[]=a,b'], [], ['fact=1', 'via=s3', 'list[]=a,b']],
  ["the user's entries instead of those with the same key", ['fact=1', 'other=2'], ['via=s3,ecr'], ['FACT=3', 'VIA=ebs'], ['other=2', 'FACT=3', 'VIA=ebs']],
  ["the user's entries", [], [], ['vpc=1'], ['vpc=1']],
])('asks first with %s', (_, facts, assumed, own, context) => {
  expect(firstContext(groupOf(facts, assumed), own.map(entryOf)).map(textOf)).toEqual(context);
});

test.each<[string, string[], string[], string[], string[][]]>([
  ['in no other context without an assumed key', ['fact=1'], [], [], []],
  ['in no other context if the user knows the only assumed key', ['fact=1'], ['via=s3,ecr'], ['VIA=ebs'], []],
  ['only without the key, if it has one value', ['fact=1'], ['via=s3'], [], [['fact=1']]],
  ['with each other value, and without the keys', ['fact=1'], ['via=s3,ecr,ebs', 'grant=x'], [],
    [['fact=1', 'grant=x', 'via=ecr'], ['fact=1', 'grant=x', 'via=ebs'], ['fact=1']]],
  ['without a list', [], ['list[]=a,b'], [], [[]]],
  ["always with the user's entries", [], ['via=s3,ecr', 'grant=x,y'], ['Grant=z'], [['via=ecr', 'Grant=z'], ['Grant=z']]],
])('asks elsewhere %s', (_, facts, assumed, own, contexts) => {
  expect(textsOf(otherContexts(groupOf(facts, assumed), own.map(entryOf)))).toEqual(contexts);
});

test.each<[string, string[], string[][]]>([
  ['none', [], [[]]],
  ['a list', ['list[]=a,b'], [['list[]=a,b']]],
  ['two keys of two values, and a list', ['x=1,2', 'list[]=a,b', 'y=3,4'],
    [['x=1', 'list[]=a,b', 'y=3'], ['x=2', 'list[]=a,b', 'y=3'], ['x=1', 'list[]=a,b', 'y=4'], ['x=2', 'list[]=a,b', 'y=4']]],
])("makes a context of each value of the user's entries: %s", (_, own, contexts) => {
  expect(textsOf(ownContexts(own.map(entryOf)))).toEqual(contexts);
});
