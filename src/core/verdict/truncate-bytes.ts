/** The beginning of a text that fits into so many bytes of UTF-8, with an ellipsis where it is cut off. */
export function truncateBytes(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) {
    return text;
  }
  let used = byteLength('…');
  if (used > bytes) {
    return '';
  }
  let end = 0;
  for (const character of text) {
    used += byteLength(character);
    if (used > bytes) {
      break;
    }
    end += character.length;
  }
  return `${text.slice(0, end)}…`;
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
