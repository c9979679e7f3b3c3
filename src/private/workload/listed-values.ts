import { Token } from 'aws-cdk-lib';

/**
 * Returns the values of a list that must not be empty.
 *
 * @param omitted the property that the user can omit instead
 */
export function nonEmpty<T>(property: string, values: readonly T[], omitted = 'it'): readonly T[] {
  if (values.length === 0) {
    throw new Error(property === 'buckets'
      ? "'buckets' is empty: list at least one bucket, or omit it to allow every bucket of this account"
      : `'${property}' is empty: list at least one, or omit ${omitted}`);
  }
  return values;
}

/** Returns values that become parts of ARNs one by one, which is impossible with a token that stands for the whole list. */
export function separate(property: string, values: readonly string[]): readonly string[] {
  if (Token.isUnresolved(values)) {
    throw new Error(`'${property}' is a token that stands for a list: list its values one by one, with Fn.select(0, …) and so on`);
  }
  return values;
}
