import { escapeHidden } from './hidden-characters';

/** A longer line would hide its end, which has the fix. */
const MOST_CHARACTERS = 2_000;

/** A text as a single line without control characters. */
export function oneLine(text: string): string {
  const shown = text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS / 2)} … ${text.slice(-MOST_CHARACTERS / 2)}`;
  return escapeHidden(shown.trim().replace(/\s*[\r\n]+\s*/g, ' '));
}
