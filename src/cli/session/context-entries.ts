import { contextKeyId, isContextKey } from '../../core/iam/context-keys';
import { ContextEntry } from '../../core/question/question';
import { UsageError } from '../parser/usage-error';

/** Condition keys as they are typed, `key=value` each; a key that is given several times, in whatever case, has several values. */
export function contextEntries(typed: readonly string[]): ContextEntry[] {
  const entries = new Map<string, { key: string; values: string[] }>();
  for (const pair of typed) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    if (!isContextKey(key) || value === '' || value !== value.trim()) {
      throw new UsageError(`--context lists ${JSON.stringify(pair)}: use a condition key of 5 to 256 characters with its value, without white space around `
        + 'them, such as aws:SourceVpc=vpc-1');
    }
    const entry = entries.get(contextKeyId(key)) ?? { key, values: [] };
    entries.set(contextKeyId(key), entry);
    entry.values.push(value);
  }
  return [...entries.values()].map(({ key, values }) => ({ key, type: typeOf(values), values }));
}

/** The same types that the construct gives to the values of its `context`. */
function typeOf(values: readonly string[]): ContextEntry['type'] {
  return values.length > 1 ? 'stringList' : ['true', 'false'].includes(values[0]) ? 'boolean' : 'string';
}
