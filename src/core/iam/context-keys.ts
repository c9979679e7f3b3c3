/** The types of a context entry of SimulatePrincipalPolicy that the library uses. */
export type ContextType = 'string' | 'stringList' | 'boolean' | 'numeric' | 'date';

/**
 * Whether IAM accepts a condition key: a service, a colon and a name. The name of a tag can have spaces.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html
 */
export function isContextKey(key: string): boolean {
  return /^[\w-]+:\S(?:.*\S)?$/.test(key) && key.length >= 5 && key.length <= 256;
}

/** The organization of the role's account. */
export const ORGANIZATION_KEY = 'aws:PrincipalOrgID';

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export function isOrganizationId(text: string): boolean {
  return /^o-[a-z0-9]{10,32}$/.test(text);
}

/** The comparable form of a condition key: IAM ignores its case. */
export function contextKeyId(key: string): string {
  return key.toLowerCase();
}

/** Whether IAM treats two condition keys as one. */
export function isSameContextKey(one: string, other: string): boolean {
  return contextKeyId(one) === contextKeyId(other);
}
