import { questionData } from '../grant/data/policy-data';
import { ContextType, isSameContextKey } from '../iam/context-keys';

/** The type of a context entry. A request has all values of a list, and each value of a key of any other type in turn. */
export function contextTypeOf(key: string, values: readonly string[]): ContextType {
  if (questionData().multivaluedKeys.some((known) => isSameContextKey(known, key))) {
    return 'stringList';
  }
  return values.every((value) => ['true', 'false'].includes(value)) ? 'boolean' : 'string';
}
