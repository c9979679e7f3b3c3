/** An object of a JSON file. Its keys are anything, `__proto__` and `constructor` too: read it with `property`. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an object holds itself under a key; nothing of what is no object. */
export function property(value: unknown, key: string): unknown {
  return isObject(value) && Object.prototype.hasOwnProperty.call(value, key) ? value[key] : undefined;
}

/** The same where it is an object, else an empty one. */
export function objectProperty(value: unknown, key: string): JsonObject {
  const found = property(value, key);
  return isObject(found) ? found : {};
}

/** The most levels of a JSON value. Templates have a few dozen; the code that reads them is recursive. */
export const MOST_LEVELS = 500;

/** The value of a JSON text in a template; undefined if it is no JSON or nests too deep. */
export function parsedJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return nestsWithin(MOST_LEVELS, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value nests no deeper than a number of levels: found without recursion, since it guards those who recur. */
export function nestsWithin(levels: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) {
      return false;
    }
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'object' && item !== null) {
        for (const inner of Object.values(item)) {
          next.push(inner);
        }
      }
    }
    level = next;
  }
  return true;
}
