import { UsageError } from '../parser/usage-error';
import { Session } from '../session/session';

/** The tag that a role of the construct has. */
const TAG = 'RoleType';
const USE = 'use --type, such as --type training';

/**
 * The role type in the tag of a role.
 *
 * @param parse reads a role type; this file of the program doesn't know them
 * @throws UsageError if the role doesn't have one, because the question is unknown then
 */
export async function taggedRoleType(
  name: string, parse: (typed: string) => string, { reader, signal }: Pick<Session, 'reader' | 'signal'>,
): Promise<string> {
  let tags: Readonly<Record<string, string>> | undefined;
  try {
    ({ tags } = await reader.getRole(name, signal));
  } catch (error) {
    throw new UsageError(`--type is missing, and the tag ${TAG} of the role ${name} can't be read (${(error as Error).message}): ${USE}`);
  }
  const tagged = tags?.[TAG];
  if (tagged === undefined) {
    throw new UsageError(`--type is missing, and the role ${name} has no tag ${TAG}: ${USE}`);
  }
  try {
    return parse(tagged);
  } catch {
    throw new UsageError(`--type is missing, and the tag ${TAG} of the role ${name} is ${JSON.stringify(tagged)}, which isn't a role type: ${USE}`);
  }
}
