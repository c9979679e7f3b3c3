/** Markup that may stand in the page as it is. Only `html` and `inlineElement` make it, so that every other text is escaped. */
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

/** What stands in a template of `html`: markup as it is, any other text escaped, nothing for what is not there. */
export type Part = Html | string | number | undefined | false | readonly Part[];

/** The page's only way from a text to markup. Attributes need their quotes: html`<a title="${text}">`. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return Html.of(literals.reduce((markup, literal, index) => `${markup}${markupOf(parts[index - 1])}${literal}`));
}

/** A style or script of this library's own: the two elements whose content is not escaped, and which the policy names by hash. */
export function inlineElement(name: 'style' | 'script', content: string): Html {
  if (content.includes('</')) {
    throw new Error(`an inline ${name} must not hold the end of an element`);
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

/** Most texts, which need no look at each of their characters: printable ASCII but for & < > " '. */
const PLAIN = /^[ !#-%(-;=?-~]*$/;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Besides what HTML reads as markup, characters that are not seen or that turn the direction of what follows: a name that reads
 * differently from what it is deceives a reviewer as well as a script would.
 */
function escape(text: string): string {
  return PLAIN.test(text) ? text : text
    .replace(/[&<>"']/g, (character) => ENTITIES[character])
    .replace(/(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu, (character) =>
      `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`);
}
