import { PSEUDO_PARAMETERS, TOKEN } from './token-lengths';
import { PartialText, UnknownPart } from '../../core/rules/partial-text';

/** The literal parts of a text, and its tokens. */
export function partsOf(text: string): PartialText {
  const parts: (string | UnknownPart)[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(end, match.index), unknownPart(match[1]));
    end = match.index + match[0].length;
  }
  const known = [...parts, text.slice(end)].filter((part) => part !== '');
  return known.length === 0 ? [''] : known;
}

function unknownPart(token: string): UnknownPart {
  const name = token.replace(/\.\d+$/, '');
  const sample = PSEUDO_PARAMETERS[name];
  return sample === undefined ? { shown: '${Token}' } : { shown: `\${${name.replace('.', '::')}}`, sample };
}
