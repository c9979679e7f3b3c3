/** Lines for a terminal, without the control characters that a foreign text may have. */
export function shownLines(lines: readonly string[]): string {
  return lines.map((line) => `${line.replace(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ')}\n`).join('');
}

/** A title with sentences, or nothing without sentences. */
export function section(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [`${title}:`, ...indented(sentences)];
}

export function indented(sentences: readonly string[]): string[] {
  return sentences.map((sentence) => `  ${sentence}`);
}
