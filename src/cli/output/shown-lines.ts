import { withoutHidden } from './hidden-characters';

/** Lines for a terminal, without the control characters that a foreign text may have. */
export function shownLines(lines: readonly string[]): string {
  return lines.map((line) => `${withoutHidden(line)}\n`).join('');
}

/** A title with sentences, or nothing without sentences. */
export function section(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [`${title}:`, ...indented(sentences)];
}

export function indented(sentences: readonly string[]): string[] {
  return sentences.map((sentence) => `  ${sentence}`);
}
