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
