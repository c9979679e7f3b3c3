import { groupBy } from '../iam/group-by';
import { hasWildcard, wildcardMatch } from '../iam/patterns';

/**
 * Finds the patterns with a wildcard that any of the texts is a sample of, in the order of the patterns.
 *
 * A workload can have thousands of buckets, so it tries only the patterns whose text before the first wildcard begins a sample.
 */
export function sampledPatterns(resources: readonly string[]): (samples: readonly string[]) => string[] {
  const patterns = [...new Set(resources)].filter((pattern) => pattern !== '*' && hasWildcard(pattern));
  const places = new Map(patterns.map((pattern, index) => [pattern, index]));
  const byBeginning = groupBy(patterns, (pattern) => pattern.slice(0, pattern.search(/[*?]/)));
  const lengths = [...new Set([...byBeginning.keys()].map((beginning) => beginning.length))];
  const matching = (sample: string) => lengths
    .flatMap((length) => byBeginning.get(sample.slice(0, length)) ?? [])
    .filter((pattern) => wildcardMatch(pattern, sample));
  return (samples) => [...new Set(samples.flatMap(matching))].sort((a, b) => places.get(a)! - places.get(b)!);
}
