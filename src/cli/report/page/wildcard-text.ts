import { Html, html } from './html';

/** A text with highlighted wildcards. */
export function wildcardText(text: string): Html {
  return html`<code>${text.split(/([*?]+)/).map((piece, index) => index % 2 === 1 ? html`<b>${piece}</b>` : piece)}</code>`;
}
