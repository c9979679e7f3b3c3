import { Html, html, Part } from './html';

/** One term of a description list, with its description. */
export function fact(term: string, description: Part): Html {
  return html`<div><dt>${term}</dt><dd>${description}</dd></div>`;
}

/** A list of texts, one below the other. */
export function lines(items: readonly Part[]): Html {
  return html`<ul class="lines">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** A text that explains and has less contrast. */
export function quiet(text: Part): Html {
  return html`<span class="quiet">${text}</span>`;
}
