import { isContextKey, isSameContextKey } from '../../core/iam/context-keys';
import { ContextEntry } from '../../core/question/question';
import { contextTypeOf } from '../../core/question/question-context';

/** The condition keys in `context` as IAM's context entries, checked. */
export function contextEntries(context: { [key: string]: string[] }): ContextEntry[] {
  const keys = Object.keys(context);
  for (const [index, key] of keys.entries()) {
    const other = keys.slice(0, index).find((earlier) => isSameContextKey(earlier, key));
    if (other !== undefined) {
      throw new Error(`'context' has ${JSON.stringify(other)} and ${JSON.stringify(key)}, which IAM treats as one key: list all values `
        + 'under one of them');
    }
  }
  return Object.entries(context).map(([key, values]) => contextEntry(key, values));
}

function contextEntry(key: string, values: string[]): ContextEntry {
  if (!isContextKey(key) || values.length === 0) {
    throw new Error(`'context' has ${JSON.stringify(key)} with ${values.length} values: use a condition key of 5 to 256 characters, such as `
      + 'aws:SourceVpc, with at least one value');
  }
  return { key, type: contextTypeOf(key, values), values };
}
