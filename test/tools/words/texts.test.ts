import { markdownTexts } from '../../../tools/verify/words/markdown-texts';
import { sentencesOf, Text } from '../../../tools/verify/words/texts';
import { typescriptTexts } from '../../../tools/verify/words/typescript-texts';

const sentences = (texts: readonly Text[]) => texts.flatMap(sentencesOf).map(({ kind, text }) => [kind, text]);

test('reads the comments, messages, titles and names of TypeScript', () => {
  const source = [
    '/**',
    ' * Reads one thing.',
    ' *',
    ' * Then another',
    ' * thing.',
    ' * @param path the file',
    ' * @example',
    ' * read(what is read);',
    ' */',
    'export function readThing(path: string) {',
    '  // One comment',
    '  // of two lines.',
    "  const key = 'no-spaces';",
    "  throw new Error(`${path} isn't a file: use '${key}'`);",
    '}',
    "test.each([1])('reads %s', () => {});",
  ].join('\n');

  expect(sentences(typescriptTexts(source, 'some.ts'))).toEqual([
    ['comment', 'Reads one thing.'],
    ['comment', 'Then another thing.'],
    ['comment', 'path the file'],
    ['name', 'read Thing'],
    ['name', 'path'],
    ['comment', 'One comment of two lines.'],
    ['name', 'key'],
    ['message', "¤ isn't a file: use '¤'"],
    ['title', 'reads %s'],
  ]);
});

test('reads the prose of Markdown without its code', () => {
  const page = [
    '# A title',
    'One sentence that',
    'goes on. Another with `what is code` in it.',
    '',
    '```ts',
    'const what = "is code";',
    '```',
    '- an item',
    '',
    '| a cell | [a link](https://example.com/what) |',
  ].join('\n');

  expect(sentences(markdownTexts(page))).toEqual([
    ['prose', 'A title'],
    ['prose', 'One sentence that goes on.'],
    ['prose', 'Another with ¤ in it.'],
    ['prose', 'an item'],
    ['prose', 'a cell'],
    ['prose', '[a link¤'],
  ]);
});
