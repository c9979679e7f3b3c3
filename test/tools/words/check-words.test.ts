import cases from './cases.json';
import { hitsIn } from '../../../tools/verify/words/check-words';
import { withoutAllowed } from '../../../tools/verify/words/exceptions';
import { WordRule } from '../../../tools/verify/words/rules';
import rules from '../../../tools/verify/words/rules.json';

test.each(cases)('finds $found in $content', ({ path, content, found }) => {
  expect(hitsIn(path, content, rules as WordRule[]).map((hit) => hit.found).sort()).toEqual([...found].sort());
});

test('says where the sentence is and what to write instead', () => {
  expect(hitsIn('src/a.ts', '\n\n/**\n * Fine.\n *\n * Sends what it was told.\n */', rules as WordRule[])).toEqual([
    { path: 'src/a.ts', line: 6, sentence: 'Sends what it was told.', found: 'told', instead: 'says, shows, warns, returns, or passes' },
  ]);
});

test('an exception allows its sentence, and an unused one is reported', () => {
  const hits = hitsIn('docs/a.md', 'Models judge other models. A role is judged.', rules as WordRule[]);
  const used = { path: 'docs/a.md', text: 'Models judge', reason: 'the name of the AWS feature' };
  const unused = { path: 'docs/b.md', text: 'Models judge', reason: 'the name of the AWS feature' };

  const { hits: left, unused: reported } = withoutAllowed(hits, [used, unused]);

  expect(left.map(({ sentence }) => sentence)).toEqual(['A role is judged.']);
  expect(reported).toEqual([unused]);
});
