/** The most characters of a value in a message. */
const MOST_CHARACTERS = 200;

/** Any value as a message shows it. It may refer to itself, or be of a type that JSON lacks. */
export function shownValue(value: unknown): string {
  const text = jsonOf(value) ?? nameOf(value);
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function nameOf(value: unknown): string {
  return typeof value === 'object' ? 'an object' : typeof value === 'function' ? 'a function' : String(value);
}
