import { RoleIdentity, typedRole } from '../../core/rules/role-identity';
import { UsageError } from '../parser/usage-error';
import { Session } from '../session/session';

/** The ARN of the role that a caller passes. IAM knows the path of a role that the user types without its ARN. */
export async function passedRole(given: string, { place, reader, signal }: Session): Promise<string> {
  let role: RoleIdentity;
  try {
    role = typedRole(given, place);
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
  return role.arn ?? (await reader.getRole(role.name, signal)).arn;
}
