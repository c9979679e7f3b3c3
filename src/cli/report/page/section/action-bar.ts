import { Html, html } from '../html';
import { grouped } from '../words';

/** A bar for a number of actions. AmazonSageMakerFullAccess has the full length; a larger number only has another colour. */
export function actionBar(actions: number, fullAccessActions: number): Html {
  const share = Math.min(1, actions / Math.max(1, fullAccessActions));
  const width = Math.max(actions > 0 ? 1 : 0, Math.round(share * 1000) / 10);
  return html`<svg class="bar" width="120" height="8" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="8"/><rect class="${
    actions > fullAccessActions ? 'over' : 'fill'}" width="${width}" height="8"/></svg>`;
}

/** Compares a number of actions with AmazonSageMakerFullAccess. */
export function actionShare(actions: number, fullAccessActions: number): string {
  if (actions > fullAccessActions) {
    return `more than the ${grouped(fullAccessActions)} actions of AmazonSageMakerFullAccess`;
  }
  const percent = Math.round(actions / Math.max(1, fullAccessActions) * 100);
  return `${percent === 0 && actions > 0 ? 'less than 1' : percent} % of the ${grouped(fullAccessActions)} actions of AmazonSageMakerFullAccess`;
}
