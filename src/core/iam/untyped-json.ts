export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value or list of values as text, or undefined if it is empty or has anything of another type. */
export function textsOf(value: unknown, types: readonly string[] = ['string']): string[] | undefined {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.length > 0 && values.every((one) => types.includes(typeof one)) ? values.map(String) : undefined;
}
