import type { AccessLevel } from '../report';

/** From the least to the most. */
export const ACCESS_LEVELS: readonly AccessLevel[] = ['List', 'Read', 'Write', 'Tagging', 'Permissions management'];

/** Each level once, from the least to the most. */
export function sortedLevels(levels: Iterable<AccessLevel>): AccessLevel[] {
  const given = new Set(levels);
  return ACCESS_LEVELS.filter((level) => given.has(level));
}
