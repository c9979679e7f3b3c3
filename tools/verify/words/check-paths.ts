import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hitsIn } from './check-words';
import { WordException, withoutAllowed } from './exceptions';
import { filesToCheck } from './files';
import { Hit, WordRule } from './rules';

const LONGEST = 160;

/** The outcome of a check: the lines to print, and the exit code. */
export interface WordsOutcome {
  readonly status: number;
  readonly lines: readonly string[];
}

/** Checks the files below some paths of the project, or all files. */
export function checkPaths(root: string, paths: readonly string[]): WordsOutcome {
  const unknown = paths.filter((path) => !existsSync(join(root, path)));
  if (unknown.length > 0) {
    return { status: 64, lines: [`${unknown.join(', ')} doesn't exist: name files or folders of the project, such as src/cli`] };
  }
  const files = filesToCheck(root, paths).filter((file) => existsSync(join(root, file)));
  const rules = read<WordRule[]>('rules.json');
  const found = files.flatMap((file) => hitsIn(file, readFileSync(join(root, file), 'utf8'), rules));
  const exceptions = read<WordException[]>('exceptions.json').filter(({ path }) => paths.length === 0 || files.includes(path));
  const { hits, unused } = withoutAllowed(found, exceptions);
  return {
    status: hits.length + unused.length === 0 ? 0 : 1,
    lines: [
      ...hits.map(lineOf),
      ...unused.map(({ path, text }) => `tools/verify/words/exceptions.json: remove the unused exception '${text}' of ${path}`),
      `${hits.length} hits in ${files.length} files${unused.length > 0 ? `, ${unused.length} unused exceptions` : ''}`,
    ],
  };
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, name), 'utf8'));
}

function lineOf({ path, line, sentence, found, instead }: Hit): string {
  return `${path}:${line}: ${shortened(sentence, found)} -> '${found}': ${instead}`;
}

/** The part of a long sentence around the words. */
function shortened(sentence: string, words: string): string {
  const from = Math.max(0, Math.min(sentence.indexOf(words) - LONGEST / 2, sentence.length - LONGEST));
  return `${from > 0 ? '…' : ''}${sentence.slice(from, from + LONGEST)}${from + LONGEST < sentence.length ? '…' : ''}`;
}
