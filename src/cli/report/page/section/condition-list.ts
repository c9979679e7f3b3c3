import type { ConditionReport } from '../../../../core/review/report';
import { lines, quiet } from '../fact';
import { Html, html } from '../html';
import { wildcardText } from '../wildcard-text';

/** The conditions of a statement. A request must satisfy all of them, with one of the values of each. */
export function conditionList(conditions: readonly ConditionReport[]): Html {
  return lines(conditions.map(({ operator, key, values }) => html`<code>${key}</code> ${quiet(operator)} ${
    values.map((value, index) => html`${index > 0 && html` ${quiet('or')} `}${wildcardText(value)}`)}`));
}
