/** A longer line would hide its end, which has the fix. */
const MOST_CHARACTERS = 2_000;

/** A text as a single line without control characters. */
export function oneLine(text: string): string {
  const shown = text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS / 2)} … ${text.slice(-MOST_CHARACTERS / 2)}`;
  return escapeControls(shown.trim().replace(/\s*[\r\n]+\s*/g, ' '));
}

/** Escapes the characters that control a terminal or reverse the direction of a text. */
export function escapeControls(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
