import { Operator } from './operator';
import { patternsOverlap, wildcardMatch } from '../../iam/patterns';

/** The share of a request's possible texts that a condition's value matches. */
export type Coverage = 'ALL' | 'SOME' | 'NONE' | 'UNCLEAR';

const ARN_COMPONENTS = 6;

/**
 * How many of a request's possible texts a condition's value matches.
 *
 * @param own the request's value, or a pattern of it
 */
export function coverageOf(value: string, own: string, isPattern: boolean, operator: Operator): Coverage {
  if (operator.kind === 'number') {
    const [asked, limit] = [own, value].map((text) => text.trim() === '' ? NaN : Number(text));
    return Number.isNaN(asked) || Number.isNaN(limit) ? 'UNCLEAR' : operator.compare!(asked, limit) ? 'ALL' : 'NONE';
  }
  const [condition, request] = operator.ignoresCase ? [value.toLowerCase(), own.toLowerCase()] : [value, own];
  if (!operator.wildcards) {
    return !isPattern ? (condition === request ? 'ALL' : 'NONE') : wildcardMatch(request, condition) ? 'SOME' : 'NONE';
  }
  return operator.ofArns ? coverageOfArn(condition, request, isPattern) : coverageOfText(condition, request, isPattern);
}

function coverageOfText(condition: string, request: string, isPattern: boolean): Coverage {
  if (!isPattern) {
    return wildcardMatch(condition, request) ? 'ALL' : 'NONE';
  }
  // No ARN has this character: only a `*` matches such a text of any length.
  const covers = ['\0', '\0\0'].every((text) => wildcardMatch(condition, request.replaceAll('*', text)));
  return covers ? 'ALL' : patternsOverlap(condition, request) ? 'SOME' : 'NONE';
}

/** Each component of an ARN is compared alone, and the last one has the remaining colons. */
function coverageOfArn(condition: string, request: string, isPattern: boolean): Coverage {
  const [ours, theirs] = [condition, request].map(componentsOf);
  if (theirs.length < ARN_COMPONENTS) {
    return 'UNCLEAR';
  }
  if (ours.length < ARN_COMPONENTS) {
    // AWS doesn't say whether a wildcard stands for the missing components.
    return /[*?]/.test(condition) && patternsOverlap(condition, request) ? 'UNCLEAR' : 'NONE';
  }
  const parts = ours.map((component, index) => coverageOfText(component, theirs[index], isPattern));
  return parts.includes('NONE') ? 'NONE' : parts.every((part) => part === 'ALL') ? 'ALL' : 'SOME';
}

function componentsOf(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length < ARN_COMPONENTS ? parts : [...parts.slice(0, ARN_COMPONENTS - 1), parts.slice(ARN_COMPONENTS - 1).join(':')];
}
