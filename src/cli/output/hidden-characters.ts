/**
 * The characters that a terminal doesn't show, or that change what it shows: of control, of direction, without width, and halves of others.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Escapes hidden characters as JSON does. */
export function escapeHidden(text: string): string {
  return text.replace(HIDDEN, escaped);
}

/** Replaces hidden characters by a space, each group by one. */
export function withoutHidden(text: string): string {
  return text.replace(new RegExp(`${HIDDEN.source}+`, 'gu'), ' ');
}

/** A value as JSON with line breaks, and without hidden characters: those in its texts are escaped. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(HIDDEN, (character) => character === '\n' ? character : escaped(character))}\n`;
}

function escaped(character: string): string {
  return character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
