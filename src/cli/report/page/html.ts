import { codePoint } from '../../../core/iam/code-point';

/** Safe markup. Only `html` and `inlineElement` create it, so that every other text is escaped. */
export class Html {
  /** @internal */
  static of(markup: string): Html {
    return new Html(markup);
  }

  private constructor(private readonly markup: string) {}

  public toString(): string {
    return this.markup;
  }
}

/** A value in a template of `html`: it keeps markup, escapes other texts, and writes nothing for undefined and false. */
export type Part = Html | string | number | undefined | false | readonly Part[];

/** Turns texts into markup. The page has no other way. Attributes need quotes: html`<a title="${text}">`. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return Html.of(literals.reduce((markup, literal, index) => `${markup}${markupOf(parts[index - 1])}${literal}`));
}

/** A style or a script of this library. Their content isn't escaped, and the page's policy allows them by hash. */
export function inlineElement(name: 'style' | 'script', content: string): Html {
  if (content.includes('</')) {
    throw new Error(`an inline ${name} can't contain the end of an element`);
  }
  return Html.of(`<${name}>${content}</${name}>`);
}

function markupOf(part: Part): string {
  if (part instanceof Html) {
    return part.toString();
  }
  if (Array.isArray(part)) {
    return part.map(markupOf).join('');
  }
  return part === undefined || part === false ? '' : escape(String(part));
}

/** Most texts are printable ASCII without & < > " ' and need no escaping. */
const PLAIN = /^[ !#-%(-;=?-~]*$/;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Escapes markup, and also characters that are invisible or change the direction of text: a name that looks like another one can deceive a
 * reviewer.
 */
function escape(text: string): string {
  return PLAIN.test(text) ? text : text
    .replace(/[&<>"']/g, (character) => ENTITIES[character])
    .replace(/(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu, (character) =>
      `[${codePoint(character)}]`);
}
