import { Html, html, Part } from './html';

/** A line of a list of facts: what it is, and what it says. */
export function fact(term: string, description: Part): Html {
  return html`<div><dt>${term}</dt><dd>${description}</dd></div>`;
}

/** A list of texts, one below the other. */
export function lines(items: readonly Part[]): Html {
  return html`<ul class="lines">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** What is there to explain, not to be read first. */
export function quiet(text: Part): Html {
  return html`<span class="quiet">${text}</span>`;
}
