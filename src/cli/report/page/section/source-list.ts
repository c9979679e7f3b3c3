import { lines } from '../fact';
import { Html, html } from '../html';

/** The sources of a reason: pages as links, other sources as text. */
export function sourceList(sources: readonly string[]): Html {
  return lines(sources.map((source) =>
    isPage(source) ? html`<a href="${source}" rel="noopener noreferrer" target="_blank">${source}</a>` : source));
}

/** Only https: a `javascript:` address in a hostile template must not become a link. */
function isPage(source: string): boolean {
  return /^https:\/\/[\x21-\x7e]+$/.test(source) && URL.canParse(source);
}
