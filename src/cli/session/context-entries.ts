import { contextKeyId, isContextKey } from '../../core/iam/context-keys';
import { ContextEntry } from '../../core/question/question';
import { contextTypeOf } from '../../core/question/question-context';
import { UsageError } from '../parser/usage-error';

/** Parses `key=value`. A key that is given several times, in any case, has several values. */
export function contextEntries(typed: readonly string[]): ContextEntry[] {
  const entries = new Map<string, { key: string; values: string[] }>();
  for (const pair of typed) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    if (!isContextKey(key) || value === '' || value !== value.trim()) {
      throw new UsageError(`--context ${JSON.stringify(pair)} is not KEY=VALUE with a key of 5 to 256 characters and no white space around key and value: `
        + 'use one such as aws:SourceVpc=vpc-1');
    }
    const entry = entries.get(contextKeyId(key)) ?? { key, values: [] };
    entries.set(contextKeyId(key), entry);
    entry.values.push(value);
  }
  return [...entries.values()].map(({ key, values }) => ({ key, type: contextTypeOf(key, values), values }));
}
