import { PartialText, quotedText } from './partial-text';
import { DisplayName } from './wording';
import { WorkloadScope } from '../grant/workload';

/** The ID of the warning. */
export const PREFIX_WITHOUT_SLASH = 'prefixWithoutSlash';

/** A warning for each prefix that also matches other folders. */
export function prefixWarnings({ buckets = [] }: WorkloadScope, displayName: DisplayName, partsOf: (text: string) => PartialText): string[] {
  const prefixes = [...new Set(buckets.map(({ prefix }) => prefix))].map(partsOf);
  return prefixes.filter((text) => /[^/]$/.test(lastLiteral(text))).map((text) =>
    `the prefix ${quotedText(text)} in ${displayName('buckets')} has no slash at its end, so it also matches ${quotedText([...text, '-private/'])}: `
    + `use ${quotedText([...text, '/'])} for a folder`);
}

/** The end of a text, or nothing if only the deployment knows it. */
function lastLiteral(text: PartialText): string {
  const end = text[text.length - 1];
  return typeof end === 'string' ? end : '';
}
