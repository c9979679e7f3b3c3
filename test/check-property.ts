import fc from 'fast-check';

/** The same values in every run, so that a change never fails by luck. Another number looks further: `PROPERTY_SEED=7 npx jest test/core/review`. */
export const PROPERTY_SEED = Number(process.env.PROPERTY_SEED ?? 1);

/** Fails with the smallest counterexample that it finds. */
export function checkProperty<Values>(property: fc.IRawProperty<Values>, numRuns: number): void {
  fc.assert(property as fc.IProperty<Values>, { numRuns, seed: PROPERTY_SEED });
}

/** The same for a property that waits. */
export async function checkAsyncProperty<Values>(property: fc.IRawProperty<Values>, numRuns: number): Promise<void> {
  await fc.assert(property as fc.IAsyncProperty<Values>, { numRuns, seed: PROPERTY_SEED });
}
