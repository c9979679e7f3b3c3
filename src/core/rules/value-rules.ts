import { InputError } from './input-error';
import { DisplayName } from './wording';
import { propertyNamed } from './workload-properties';
import { ResourceForm, WorkloadProperty } from './workload-property';

/**
 * Rejects a prefix that no key begins with, or that no policy can contain.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkPrefix(prefix: string, displayName: DisplayName): void {
  const shown = `the prefix ${JSON.stringify(prefix)} in ${displayName('buckets')}`;
  if (/^s3:\/\//.test(prefix)) {
    throw new InputError(`${shown} is an S3 URI: use the part after its bucket, ${JSON.stringify(prefix.replace(/^s3:\/\/[^/]*\/?/, ''))}`);
  }
  if (prefix.startsWith('/')) {
    throw new InputError(`${shown} begins with a slash, but the keys in S3 URIs don't: use ${JSON.stringify(prefix.replace(/^\/+/, ''))}`);
  }
  if (/[*?$]/.test(prefix)) {
    throw new InputError(`${shown} has a wildcard, but a prefix is matched literally: remove '*', '?' and '$'`);
  }
  const foreign = foreignCharacter(prefix);
  if (foreign !== undefined) {
    throw new InputError(`${shown} has the character ${foreign}, which IAM policies don't accept: use a shorter prefix that ends before it`);
  }
  checkLength(shown, new TextEncoder().encode(prefix).length, propertyNamed('buckets').longestPrefix, 'bytes');
}

/** Rejects a name that would end the ARN that it becomes a part of, or match more than itself. */
export function checkName({ property, longestName }: WorkloadProperty & { readonly kind: 'names' }, name: string, displayName: DisplayName): void {
  const shown = `${displayName(property)} lists ${JSON.stringify(name)}`;
  if (!/^[^\s:/*?]+$/.test(name)) {
    throw new InputError(`${shown}: use a name without spaces, colons, slashes and wildcards`);
  }
  const foreign = foreignCharacter(name);
  if (foreign !== undefined) {
    throw new InputError(`${shown} with the character ${foreign}, which IAM policies don't accept: remove the character`);
  }
  checkNoVariable(shown, name);
  checkLength(`${shown}, which`, name.length, longestName, 'characters');
}

/** Rejects a text that no name of a job can begin with. */
export function checkNamePrefix({ property, longestName }: WorkloadProperty & { readonly kind: 'namePrefix' }, prefix: string, displayName: DisplayName): void {
  const shown = `${displayName(property)} is ${JSON.stringify(prefix)}`;
  if (!/^[a-zA-Z\d][a-zA-Z\d-]*$/.test(prefix)) {
    throw new InputError(`${shown}: use letters, digits and hyphens, such as team-`);
  }
  checkLength(`${shown}, which`, prefix.length, longestName, 'characters');
}

/** Rejects an ARN of another kind of resource, and one that matches several resources. */
export function checkArn({ property, resource }: WorkloadProperty & { readonly kind: 'arns' }, arn: string, displayName: DisplayName): void {
  const shown = `${displayName(property)} lists ${JSON.stringify(arn)}`;
  const name = nameIn(arn, resource);
  if (name === undefined) {
    throw new InputError(`${shown}: use the ARN of ${resource.what}`);
  }
  if (/[\s*?]/.test(arn)) {
    throw new InputError(`${shown}, which has a wildcard or a space: use the ARN of one ${resource.what.replace(/^an? /, '')}, or omit `
      + `${displayName(property)} for all of this account and Region`);
  }
  checkNoVariable(shown, arn);
  checkLength(`${shown}, but its name`, name.length, resource.longestName, 'characters');
}

/** Rejects a pattern that no value can match. */
export function checkPattern(
  { property, what, example, longestName }: WorkloadProperty & { readonly kind: 'patterns' }, pattern: string, displayName: DisplayName,
): void {
  const shown = `${displayName(property)} lists ${JSON.stringify(pattern)}`;
  if (!/^[\x20-\x7e]+$/.test(pattern)) {
    throw new InputError(`${shown}, which is not ${what}: use a pattern such as ${example}`);
  }
  checkNoVariable(shown, pattern);
  checkLength(`${shown}, which`, pattern.length, longestName, 'characters');
}

/** The name in an ARN of this kind. */
function nameIn(arn: string, { service, types }: ResourceForm): string | undefined {
  return new RegExp(`^arn:[^:]+:${service}:[^:]+:[^:]+:(?:${types.join('|')})(.+)$`).exec(arn)?.[1];
}

/** The first character outside U+0020 to U+00FF, tab, line feed and carriage return: a policy can contain no other. */
function foreignCharacter(text: string): string | undefined {
  const [character] = /[^\x20-\xff\t\n\r]/u.exec(text) ?? [];
  return character && `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** IAM replaces a policy variable with a value of the principal, so the name would differ for each. */
function checkNoVariable(shown: string, text: string): void {
  if (text.includes('${')) {
    throw new InputError(`${shown}, which has a policy variable: write the name without '\${'`);
  }
}

function checkLength(shown: string, length: number, most: number, unit: 'characters' | 'bytes'): void {
  if (length > most) {
    throw new InputError(`${shown} has ${length} ${unit}: use at most ${most}`);
  }
}
