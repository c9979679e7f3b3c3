import { Import, ImportSample, SynthesisRound } from './samples';
import { spread } from './spread';

/** The rounds by their number of roles. */
export type Syntheses = ReadonlyMap<number, readonly SynthesisRound[]>;
export type Imports = ReadonlyMap<Import, readonly ImportSample[]>;

/** Above these ratios the benchmark fails, so that no change loses the gain. */
const LIMITED_ROLES = 100;
const HEAP_LIMIT = 1.45;
const IMPORT_LIMIT = 1.10;

/**
 * The ratio of loading something after aws-cdk-lib to loading aws-cdk-lib alone, of the lowest processor times.
 *
 * Other work on the machine only adds to the time, so the lowest of a few samples hardly varies.
 */
export function importRatio(samples: readonly ImportSample[]): number {
  return 1 + Math.min(...samples.map(({ own }) => own)) / Math.min(...samples.map(({ base }) => base));
}

/** The ratios that are over their limits, one line each. */
export function limitProblems(syntheses: Syntheses, imports: Imports): string[] {
  const heap = spread(syntheses.get(LIMITED_ROLES)!.map(({ ours, byHand }) => ours.heapBytes / byHand.heapBytes)).median;
  return [
    problem(`the heap of ${LIMITED_ROLES} roles`, heap, HEAP_LIMIT),
    problem("the import of the names of the README's example", importRatio(imports.get('example')!), IMPORT_LIMIT),
  ].flat();
}

function problem(what: string, ratio: number, limit: number): string[] {
  return ratio > limit ? [`${what} has the ratio ${ratio.toFixed(3)}, and at most ${limit.toFixed(2)} is allowed`] : [];
}
