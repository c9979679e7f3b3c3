import { Sentence, TextKind } from './texts';

/** A construction that makes sentences hard to read. */
export interface WordRule {
  /** A regular expression that doesn't see upper and lower case as different. */
  readonly pattern: string;
  /** Whether the pattern counts anywhere in a sentence (the default), or only at its start. */
  readonly at?: 'start';
  /** What to write instead. */
  readonly instead: string;
  /** The kinds of text that the rule checks.
   *
   * @default - all kinds except names */
  readonly kinds?: readonly TextKind[];
}

/** A sentence that breaks a rule. */
export interface Hit {
  readonly path: string;
  readonly line: number;
  readonly sentence: string;
  readonly found: string;
  readonly instead: string;
}

const ALL_BUT_NAMES: readonly TextKind[] = ['prose', 'comment', 'message', 'title'];
const compiled = new WeakMap<WordRule, RegExp>();

/** The words of a sentence that a rule finds. */
export interface RuleMatch {
  readonly rule: WordRule;
  readonly found: string;
  readonly from: number;
  readonly to: number;
}

/** The first match of a rule in a sentence. */
export function findIn(rule: WordRule, { kind, text }: Sentence): RuleMatch | undefined {
  if (!(rule.kinds ?? ALL_BUT_NAMES).includes(kind)) {
    return undefined;
  }
  const match = expressionOf(rule).exec(text);
  return match === null ? undefined : { rule, found: match[0].trim(), from: match.index, to: match.index + match[0].length };
}

function expressionOf(rule: WordRule): RegExp {
  const { pattern, at } = rule;
  if (!compiled.has(rule)) {
    const source = { start: `^["'(*_]*(?:${pattern})`, anywhere: `(?<![\\w-])(?:${pattern})(?![\\w-])` }[at ?? 'anywhere'];
    compiled.set(rule, new RegExp(source, 'i'));
  }
  return compiled.get(rule)!;
}
