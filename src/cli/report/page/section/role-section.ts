import { Html, html } from '../html';
import { changeMark, isChanged, isWholeChange } from '../mark';
import { roleFacts } from './role-facts';
import { statementSection } from './statement-section';
import type { Report, RoleReport } from '../../../../core/review/report';
import { pictureSvg } from '../picture/picture-svg';
import { counted } from '../words';

/** Everything about one role. */
export function roleSection(role: RoleReport, index: number, report: Report): Html {
  const { title, description, statements, boundaryStatements = [] } = role;
  return html`<article id="role-${index}" aria-labelledby="title-${index}"${isChanged(role) && html` data-changed`} data-text="${searchText(role)}">
<h3 id="title-${index}">${title} ${changeMark(role.change)}</h3>${description && html`<p>${description}</p>`}
<dl>${roleFacts(role, report)}</dl>
${pictureSvg(role, index)}
<h4>${counted(statements.length, 'statement')} <span class="quiet"></span></h4>
${statements.map((statement) => statementSection(statement, isWholeChange(role)))}${boundaryStatements.length > 0 && html`
<h4>${counted(boundaryStatements.length, 'statement')} of its permissions boundary</h4>
<div>${boundaryStatements.map((statement) => statementSection(statement, isWholeChange(role)))}</div>
`}</article>
`;
}

/** The text that the filter searches. */
function searchText({ title, logicalId, stack, roleType = '' }: RoleReport): string {
  return [title, logicalId, stack, roleType].join(' ');
}
