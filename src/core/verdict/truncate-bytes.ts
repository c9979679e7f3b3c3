/** The beginning of a text, at most this many bytes of UTF-8. An ellipsis marks a cut. */
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
