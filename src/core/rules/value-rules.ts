import { InputError } from './input-error';
import { GAP, literalsOf, PartialText, quotedText, sampledText } from './partial-text';
import { EXAMPLE_PLACE, NameForm, resourceArn, ResourceForm } from './workload-property';
import { codePoint } from '../iam/code-point';
import { patternsOverlap } from '../iam/patterns';

/** The fields of an ARN before its resource, by name. */
const FIELDS = ['prefix', 'partition', 'service', 'region', 'account'] as const;

/** Values to try for a gap in a name. The name is good if it is good with one of them. */
const SAMPLES = ['xxx', 'x', ''];

/**
 * Rejects a text that isn't an ARN of one resource of this kind.
 *
 * @param shown the property and the value, as the beginning of the message
 */
export function checkArn(shown: string, form: ResourceForm, text: PartialText): void {
  checkCharacters(shown, text);
  const arn = sampledText(text);
  const fields = arn.split(':');
  const gap = fields.findIndex((field) => field.includes(GAP));
  const known = Math.min(gap < 0 ? fields.length : gap, FIELDS.length);
  const patterns = fieldPatterns(form);
  const fits = FIELDS.slice(0, known).every((name, index) => patterns[name].test(fields[index])) && (known === FIELDS.length || gap >= 0);
  const resource = fits && known === FIELDS.length ? fields.slice(FIELDS.length).join(':') : undefined;
  const type = form.types.find((one) => resource?.startsWith(one));
  if (!fits || !couldBe(arn, form)) {
    throw notTheResource(shown, form);
  }
  if (resource !== undefined && type !== undefined) {
    checkName(shown, form, [resource.slice(type.length)], 'but its name');
  }
}

/** Rejects a text that isn't a name of this kind. */
export function checkName(shown: string, form: NameForm, text: PartialText, its = 'which'): void {
  const name = sampledText(text);
  const known = name.replaceAll(GAP, '');
  const refusal = form.refused?.find((one) => one.name.test(known));
  if (refusal) {
    throw new InputError(`${shown}, which is ${refusal.because}`);
  }
  const isName = SAMPLES.some((sample) => form.name.test(name.replaceAll(GAP, sample)));
  if (isName || 'service' in form) {
    checkLength(`${shown}, ${its}`, known.length, form.longestOldName ?? form.longestName, 'characters');
  }
  if (!isName) {
    throw notTheResource(shown, form);
  }
}

/** Rejects characters that no policy accepts, or that make a text match more than itself. */
export function checkCharacters(shown: string, text: PartialText, isPattern = false): void {
  for (const [index, part] of text.entries()) {
    if (typeof part !== 'string') {
      continue;
    }
    if (!isPattern && /[*?]/.test(part)) {
      throw new InputError(`${shown}, which has a wildcard: name each one`);
    }
    // IAM replaces a policy variable with a value of the principal. A token behind the dollar sign could complete one.
    if (part.includes('${') || part.endsWith('$') && index < text.length - 1) {
      throw new InputError(`${shown}, which has a policy variable: write the name without '$'`);
    }
    const foreign = foreignCharacter(part);
    if (foreign !== undefined) {
      throw new InputError(`${shown} with the character ${foreign}, which IAM policies don't accept: remove the character`);
    }
  }
}

/**
 * Rejects a prefix that no key begins with, or that no policy can contain.
 *
 * @param property the property of the buckets, as the user writes it
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkPrefix(property: string, text: PartialText, longest: number): void {
  const shown = `the prefix ${quotedText(text)} in ${property}`;
  const [start] = text;
  if (typeof start === 'string' && /^s3:\/\//.test(start)) {
    throw new InputError(`${shown} is an S3 URI: use the part after its bucket, ${quotedText([start.replace(/^s3:\/\/[^/]*\/?/, ''), ...text.slice(1)])}`);
  }
  if (typeof start === 'string' && start.startsWith('/')) {
    throw new InputError(`${shown} begins with a slash, but the keys in S3 URIs don't: use ${quotedText([start.replace(/^\/+/, ''), ...text.slice(1)])}`);
  }
  const literals = literalsOf(text).join('');
  if (/[*?$]/.test(literals)) {
    throw new InputError(`${shown} has a wildcard, but a prefix is matched literally: remove '*', '?' and '$'`);
  }
  const foreign = foreignCharacter(literals);
  if (foreign !== undefined) {
    throw new InputError(`${shown} has the character ${foreign}, which IAM policies don't accept: use a shorter prefix that ends before it`);
  }
  checkLength(shown, new TextEncoder().encode(literals).length, longest, 'bytes');
}

/** Whether a text with gaps can become an ARN of this kind. */
function couldBe(arn: string, { service, types, name, without = [] }: ResourceForm): boolean {
  const place = [...without.includes('region') ? [''] : ['*'], ...without.includes('account') ? [''] : ['*']].join(':');
  // The name of a function may have a colon before its version.
  const names = name.test('name:part') ? ['*', '*:*'] : ['*'];
  return types.some((type) => names.some((one) => patternsOverlap(arn.replaceAll(GAP, '*'), `arn:*:${service}:${place}:${type}${one}`)));
}

function fieldPatterns({ service, without = [] }: ResourceForm): Record<typeof FIELDS[number], RegExp> {
  return {
    prefix: /^arn$/,
    partition: /^aws[a-z-]*$/,
    service: new RegExp(`^${service}$`),
    region: without.includes('region') ? /^$/ : /^[a-z\d-]+$/,
    account: without.includes('account') ? /^$/ : /^\d{12}$/,
  };
}

function notTheResource(shown: string, form: NameForm | ResourceForm): InputError {
  const { what, example } = form;
  return new InputError(`${shown}, which is not ${what}: use ${'service' in form ? `an ARN such as ${resourceArn(form, example, EXAMPLE_PLACE)}` : `one such as ${example}`}`);
}

/** The first character outside U+0020 to U+00FF, tab, line feed and carriage return: a policy can contain no other. */
export function foreignCharacter(text: string): string | undefined {
  const [character] = /[^\x20-\xff\t\n\r]/u.exec(text) ?? [];
  return character && codePoint(character);
}

function checkLength(shown: string, length: number, most: number, unit: 'characters' | 'bytes'): void {
  if (length > most) {
    throw new InputError(`${shown} has ${length} ${unit}: use at most ${most}`);
  }
}
