import { roleTypes } from '../../core/grant/data/policy-data';
import { UsageError } from '../parser/usage-error';
import { Session } from '../session/session';
import { asTyped } from '../workload/option-values';
import { roleTypeOf } from '../workload/role-type';

/** The tag that a role of the construct has. */
const TAG = 'RoleType';

/**
 * The role type in the tag of a role.
 *
 * @throws UsageError if the role doesn't have one, because the question is unknown then
 */
export async function taggedRoleType(name: string, { reader, signal }: Pick<Session, 'reader' | 'signal'>): Promise<string> {
  const use = `use --type with one of ${roleTypes().map(asTyped).join(', ')}`;
  let tags: Readonly<Record<string, string>> | undefined;
  try {
    ({ tags } = await reader.getRole(name, signal));
  } catch (error) {
    throw new UsageError(`--type is missing, and the tag ${TAG} of the role ${name} can't be read (${(error as Error).message}): ${use}`);
  }
  const tagged = tags?.[TAG];
  if (tagged === undefined) {
    throw new UsageError(`--type is missing, and the role ${name} has no tag ${TAG}: ${use}`);
  }
  try {
    return roleTypeOf(tagged);
  } catch {
    throw new UsageError(`--type is missing, and the tag ${TAG} of the role ${name} is ${JSON.stringify(tagged)}, which isn't a role type: ${use}`);
  }
}
