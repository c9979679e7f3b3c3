/** The types of a context entry of SimulatePrincipalPolicy that the library uses. */
export type ContextType = 'string' | 'stringList' | 'boolean';

/**
 * Whether IAM takes a condition key: a service, a colon and a name, which may have white space where it is that of a tag.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html
 */
export function isContextKey(key: string): boolean {
  return /^[\w-]+:\S(?:.*\S)?$/.test(key) && key.length >= 5 && key.length <= 256;
}

/** What is the same of the spellings of a condition key: IAM does not distinguish upper from lower case. */
export function contextKeyId(key: string): string {
  return key.toLowerCase();
}
