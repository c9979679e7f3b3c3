import fc from 'fast-check';

/** The operators and the values of the conditions on a key. */
export type ConditionModel = readonly [key: string, operators: readonly string[], values: readonly string[]];

/** One value, or a list of them. */
export function some<T>(values: readonly T[], maxLength = 2): fc.Arbitrary<T | T[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength }).map((list) => list.length === 1 ? list[0] : list);
}

/** One of two choices, the first of them so many times as often. */
export function usually<T, U>(times: number, usual: fc.Arbitrary<T>, other: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: times, arbitrary: usual }, { weight: 1, arbitrary: other });
}

/** None, or up to two conditions, most often of the likely models. */
export function conditionsOf(models: readonly ConditionModel[], likely: readonly ConditionModel[] = models) {
  const model = usually(2, fc.constantFrom(...likely), fc.constantFrom(...models));
  const one = model.chain(([key, operators, values]) =>
    fc.constantFrom(...operators).chain((operator) =>
    // A Bool with both values is always met.
      fc.tuple(fc.constant(operator), some(values, /^(Bool|Null)/.test(operator) ? 1 : 2))).map(([operator, value]) => [operator, key, value] as const));
  const list = fc.array(one, { minLength: 1, maxLength: 2 }).map((entries) => entries.reduce<Record<string, Record<string, unknown>>>(
    (conditions, [operator, key, value]) => ({ ...conditions, [operator]: { ...conditions[operator], [key]: value } }), {}));
  return fc.option(list, { nil: undefined, freq: 2 });
}
