import { isObject } from '../../iam/untyped-json';

/** An object of a JSON file. A key can be `__proto__` or `constructor`, so read it with `property`. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An own property of an object; undefined for other values. */
export function property(value: unknown, key: string): unknown {
  return isObject(value) && Object.prototype.hasOwnProperty.call(value, key) ? value[key] : undefined;
}

/** An own property that is an object; otherwise an empty object. */
export function objectProperty(value: unknown, key: string): JsonObject {
  const found = property(value, key);
  return isObject(found) ? found : {};
}

/** The most levels of a JSON value. Templates have a few dozen; the code that reads them is recursive. */
export const MOST_LEVELS = 500;

/** The value of a JSON text in a template; undefined if it isn't JSON or nests too deep. */
export function parsedJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return nestsWithin(MOST_LEVELS, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value has at most this many levels. It uses no recursion, because it protects recursive functions. */
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
