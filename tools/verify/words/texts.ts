/** Where a text is read: prose, a comment, a message (any string with spaces), a test's title, or a declared name in words. */
export type TextKind = 'prose' | 'comment' | 'message' | 'title' | 'name';

/** A piece of English in a file. */
export interface Text {
  readonly kind: TextKind;
  /** The text with everything that isn't English (code, links, markup) blanked out, so that positions stay the same. */
  readonly text: string;
  /** The position of the text in its file. */
  readonly start: number;
}

/** A sentence of a text. */
export interface Sentence {
  readonly kind: TextKind;
  /** Line breaks and runs of spaces are one space. */
  readonly text: string;
  readonly start: number;
}

/** Stands for code in a sentence: neither a word nor the end of a sentence. */
export const CODE = '\u00A4';

/** Replaces a part of a text by characters that aren't English, without moving the rest. */
export function blank(part: string): string {
  return part.replace(/[^\n]/g, CODE);
}

const SENTENCE_END = /(?<=[.!?])\s+(?=[A-Z(¤"'*])|\n\s*\n/g;

/** The sentences of a text. A blank line ends a sentence too. */
export function sentencesOf({ kind, text, start }: Text): Sentence[] {
  const ends = [...text.matchAll(SENTENCE_END)];
  const starts = [0, ...ends.map((end) => end.index + end[0].length)];
  return starts.map((from, index) => ({ from, to: ends[index]?.index ?? text.length }))
    .map(({ from, to }) => ({ from: from + /^[\s¤]*/.exec(text.slice(from, to))![0].length, to, codeFirst: /^\s*¤/.test(text.slice(from, to)) }))
    .filter(({ from, to }) => from < to)
    .map(({ from, to, codeFirst }) => ({
      kind,
      // A sentence that begins with code keeps one character of it: its first word is not the first English one.
      text: `${codeFirst ? `${CODE} ` : ''}${text.slice(from, to).replace(/\s+/g, ' ').replace(/¤+/g, CODE).trim()}`,
      start: start + from,
    }));
}
