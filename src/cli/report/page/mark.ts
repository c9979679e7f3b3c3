import { Html, html } from './html';
import type { Change, RoleReport } from '../../../core/review/report';

/** A word that has a colour besides, for who looks over many of them. */
export function mark(kind: Change | 'wide' | 'deny' | 'plain', words: string): Html {
  return html`<span class="mark ${kind}">${words}</span> `;
}

/** What a comparison says of a thing. */
export function changeMark(change: Change | undefined): Html | undefined {
  return change && mark(change, change);
}

/** Whether anything of a role is not what it was. */
export function isChanged({ change, trust, statements }: RoleReport): boolean {
  return change !== undefined || [...trust, ...statements].some((part) => part.change !== undefined);
}

/** Whether a role came or went, and with it all that it has. */
export function isWholeChange({ change }: RoleReport): boolean {
  return change === 'added' || change === 'removed';
}
