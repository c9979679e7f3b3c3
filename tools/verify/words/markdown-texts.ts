import { blank, Text } from './texts';

const CODE_BLOCK = /^( *)(`{3,}|~{3,})[^\n]*\n[^]*?^\1\2[^\n]*$/gm;
const INLINE_CODE = /(`+)(?!`)[^]*?(?<!`)\1(?!`)/g;
const LINK_TARGET = /\]\([^)\s]*\)|<[^>\n]+>|https?:\/\/\S+/g;
/** The marks of headings, list items, table cells and quotes: they separate texts. */
const MARK = /^\s*(#{1,6}|[-*+]|\d+\.|>)\s|\|/gm;

/** The prose of a Markdown page, without its code. */
export function markdownTexts(page: string): Text[] {
  const prose = page.replace(CODE_BLOCK, blank).replace(INLINE_CODE, blank).replace(LINK_TARGET, blank);
  const separated = prose.replace(/^(#{1,6} .*)\n/gm, '$1\u0000').replace(MARK, (mark) => mark.replace(/[^\n]/g, '\u0000'));
  return [...separated.matchAll(/[^\u0000]+/g)].map((match): Text => ({ kind: 'prose', text: match[0], start: match.index }));
}
