import { UsageError } from './usage-error';
import { ContextEntry } from '../core/question';

/** Condition keys as they are typed, `key=value` each; a key that is given several times has several values. */
export function contextEntries(typed: readonly string[]): ContextEntry[] {
  const values = new Map<string, string[]>();
  for (const pair of typed) {
    const [, key, value] = /^([\w-]+:[^=]+)=(.+)$/s.exec(pair) ?? [];
    if (key === undefined) {
      throw new UsageError(`--context lists ${JSON.stringify(pair)}: use a condition key with its value, such as aws:SourceVpc=vpc-1`);
    }
    values.set(key, [...values.get(key) ?? [], value]);
  }
  return [...values].map(([key, all]) => ({ key, type: typeOf(all), values: all }));
}

/** The same types that the construct gives to the values of its `context`. */
function typeOf(values: readonly string[]): ContextEntry['type'] {
  return values.length > 1 ? 'stringList' : ['true', 'false'].includes(values[0]) ? 'boolean' : 'string';
}
