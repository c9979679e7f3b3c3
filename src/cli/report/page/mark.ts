import { Html, html } from './html';
import type { Change, RoleReport } from '../../../core/review/report';

/** A word with a colour, so that you find it quickly in a long list. */
export function mark(kind: Change | 'wide' | 'deny' | 'plain', words: string): Html {
  return html`<span class="mark ${kind}">${words}</span> `;
}

/** The mark of a change. */
export function changeMark(change: Change | undefined): Html | undefined {
  return change && mark(change, change);
}

/** Whether a role or a part of it changed. */
export function isChanged({ change }: RoleReport): boolean {
  return change !== undefined;
}

/** Whether the whole role was added or removed. */
export function isWholeChange({ change }: RoleReport): boolean {
  return change === 'added' || change === 'removed';
}
