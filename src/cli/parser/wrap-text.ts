/** What fits on a terminal that nobody has widened. */
export const COLUMNS = 80;

/**
 * Text in lines that fit on a terminal; a word that is longer than a line stands on its own.
 *
 * @param first what stands before the first line
 * @param others what stands before the others
 */
export function wrapText(text: string, first = '', others = first): string {
  return wrapWords(text.split(/\s+/).filter((part) => part !== ''), first, others);
}

/** The same for words that may have spaces of their own, which stay as they are. */
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

/** Paragraphs in lines that fit on a terminal; a line that is indented stays as it is. */
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
