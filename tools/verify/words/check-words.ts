import { textsOf } from './files';
import { findIn, Hit, RuleMatch, WordRule } from './rules';
import { CODE, Sentence, sentencesOf } from './texts';

/** The sentences of a file that break a rule, in their order. */
export function hitsIn(path: string, content: string, rules: readonly WordRule[]): Hit[] {
  return textsOf(path, content).flatMap(sentencesOf).flatMap((sentence) => matchesIn(sentence, rules).map(({ rule, found }): Hit => ({
    path,
    line: content.slice(0, sentence.start).split('\n').length,
    sentence: sentence.text.replaceAll(CODE, '…'),
    found: found.replaceAll(CODE, '…'),
    instead: rule.instead,
  })));
}

/** The matches of the rules in a sentence; of matches that overlap, the first. */
function matchesIn(sentence: Sentence, rules: readonly WordRule[]): RuleMatch[] {
  const matches: RuleMatch[] = [];
  for (const match of rules.flatMap((rule) => findIn(rule, sentence) ?? [])) {
    if (!matches.some(({ from, to }) => match.from < to && from < match.to)) {
      matches.push(match);
    }
  }
  return matches;
}
