/** The width of an unchanged terminal. */
export const COLUMNS = 80;

/**
 * Wraps a text for a terminal. A word that is longer than a line gets its own line.
 *
 * @param first the beginning of the first line
 * @param others the beginning of the others
 */
export function wrapText(text: string, first = '', others = first): string {
  return wrapWords(text.split(/\s+/).filter((part) => part !== ''), first, others);
}

/** Wraps words that may have spaces, which stay unchanged. */
export function wrapWords(words: readonly string[], first = '', others = first): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of words) {
    if (!empty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = others;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n');
}

/** Wraps paragraphs for a terminal. An indented line stays unchanged. */
export function wrapParagraphs(text: string): string {
  const wrapped: string[] = [];
  let paragraph: string[] = [];
  const close = () => {
    if (paragraph.length > 0) {
      wrapped.push(wrapText(paragraph.join(' ')));
    }
    paragraph = [];
  };
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith(' ')) {
      close();
      wrapped.push(line);
    } else {
      paragraph.push(line);
    }
  }
  close();
  return wrapped.join('\n');
}
