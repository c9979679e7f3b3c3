import { Text } from './texts';

/** The comments of a file in another language (Python, Java, Go, shell), one text a line. */
export function commentLines(source: string): Text[] {
  return [...source.matchAll(/^[ \t]*(?:#(?!!)|\/\/|\/?\*+(?!\/))[ \t]*([^\n]*[A-Za-z][^\n]*)$/gm)]
    .map((match): Text => ({ kind: 'comment', text: match[1], start: match.index + match[0].length - match[1].length }));
}
