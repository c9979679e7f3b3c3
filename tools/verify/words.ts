import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hitsIn } from './words/check-words';
import { WordException, withoutAllowed } from './words/exceptions';
import { filesToCheck } from './words/files';
import { WordRule } from './words/rules';

const ROOT = join(__dirname, '../..');
const LONGEST = 160;

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, 'words', name), 'utf8'));
}

function main(paths: readonly string[]): number {
  const unknown = paths.filter((path) => !existsSync(join(ROOT, path)));
  if (unknown.length > 0) {
    console.error(`${unknown.join(', ')} doesn't exist: name files or folders of the project, such as src/cli`);
    return 64;
  }
  const files = filesToCheck(ROOT, paths).filter((file) => existsSync(join(ROOT, file)));
  const rules = read<WordRule[]>('rules.json');
  const found = files.flatMap((file) => hitsIn(file, readFileSync(join(ROOT, file), 'utf8'), rules));
  const exceptions = read<WordException[]>('exceptions.json').filter(({ path }) => paths.length === 0 || files.includes(path));
  const { hits, unused } = withoutAllowed(found, exceptions);

  hits.forEach(({ path, line, sentence, found: words, instead }) => console.log(`${path}:${line}: ${shortened(sentence, words)} -> '${words}': ${instead}`));
  unused.forEach(({ path, text }) => console.log(`tools/verify/words/exceptions.json: remove the unused exception '${text}' of ${path}`));
  console.log(`${hits.length} hits in ${files.length} files${unused.length > 0 ? `, ${unused.length} unused exceptions` : ''}`);
  return hits.length + unused.length === 0 ? 0 : 1;
}

/** The part of a long sentence around the words. */
function shortened(sentence: string, words: string): string {
  const from = Math.max(0, Math.min(sentence.indexOf(words) - LONGEST / 2, sentence.length - LONGEST));
  return `${from > 0 ? '…' : ''}${sentence.slice(from, from + LONGEST)}${from + LONGEST < sentence.length ? '…' : ''}`;
}

process.exitCode = main(process.argv.slice(2));
