import { gt, inc, major } from 'semver';

/** The size of a change for users. */
export type Change = 'major' | 'minor' | 'patch' | 'none';

export const FIRST_VERSION = '0.1.0';

const ORDER: readonly Change[] = ['none', 'patch', 'minor', 'major'];

/** Before 1.0, a major change raises the minor version, and a minor change the patch version. */
const BEFORE_1_0: Readonly<Record<Change, Change>> = { major: 'minor', minor: 'patch', patch: 'patch', none: 'none' };

export function largest(changes: readonly Change[]): Change {
  return ORDER[Math.max(0, ...changes.map((change) => ORDER.indexOf(change)))];
}

/** The version after the previous one, or undefined if nothing changed for users. */
export function nextVersion(previous: string | undefined, change: Change): string | undefined {
  if (previous === undefined) {
    return FIRST_VERSION;
  }
  const raised = major(previous) === 0 ? BEFORE_1_0[change] : change;
  return raised === 'none' ? undefined : inc(previous, raised)!;
}

/** Whether a version that a person asks for is as large as the changes demand. */
export function isLargeEnough(asked: string, demanded: string): boolean {
  return !gt(demanded, asked);
}
