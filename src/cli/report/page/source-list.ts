import { lines } from './fact';
import { Html, html } from './html';

/** Where a reason can be read: pages as links, anything else as the text that it is. */
export function sourceList(sources: readonly string[]): Html {
  return lines(sources.map((source) =>
    isPage(source) ? html`<a href="${source}" rel="noopener noreferrer" target="_blank">${source}</a>` : source));
}

/** Nothing but https: the `javascript:` address of a hostile template must not become a link. */
function isPage(source: string): boolean {
  return /^https:\/\/[\x21-\x7e]+$/.test(source) && URL.canParse(source);
}
