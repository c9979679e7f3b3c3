import { lines, quiet } from './fact';
import { Html, html } from './html';
import { wildcardText } from './wildcard-text';
import type { ConditionReport } from '../../../core/review/report';

/** The conditions of a statement, all of which must hold; of a condition's values, one. */
export function conditionList(conditions: readonly ConditionReport[]): Html {
  return lines(conditions.map(({ operator, key, values }) => html`<code>${key}</code> ${quiet(operator)} ${
    values.map((value, index) => html`${index > 0 && html` ${quiet('or')} `}${wildcardText(value)}`)}`));
}
