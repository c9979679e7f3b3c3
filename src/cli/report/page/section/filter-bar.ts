import { sortedLevels } from '../../../../core/review/policy/access-levels';
import type { AccessLevel, Report, StatementReport } from '../../../../core/review/report';
import { Html, html } from '../html';
import { counted } from '../words';

/** The filters. They are hidden until the page's script runs. */
export function filterBar({ roles, compared }: Report): Html {
  const statements = roles.flatMap((role) => role.statements);
  return html`<div id="filters" role="search" aria-label="Filter roles and statements" hidden>
<div><label for="text">Role</label><input id="text" type="search" placeholder="Name, type or stack" autocomplete="off" spellcheck="false"></div>
<div><label for="service">Service</label>${choice('service', servicesOf(statements))}</div>
<div><label for="level">Access level</label>${choice('level', levelsOf(statements))}</div>
${compared && html`<div class="check"><input id="changes" type="checkbox"><label for="changes">Only changes</label></div>`}
<div class="buttons"><button id="clear" type="button">Clear filters</button> <button id="open" type="button">Open all statements</button></div>
<p id="count" role="status">${counted(roles.length, 'role')}, ${counted(statements.length, 'statement')}</p>
</div>
`;
}

function choice(id: string, values: readonly string[]): Html {
  return html`<select id="${id}"><option value="">Any</option>${values.map((value) => html`<option>${value}</option>`)}</select>`;
}

/** You can't select `*`: a statement that allows every service matches each of them. */
function servicesOf(statements: readonly StatementReport[]): string[] {
  const services = statements.flatMap((statement) => statement.inverted.includes('actions') ? [] : statement.services.map(({ service }) => service));
  return [...new Set(services)].filter((service) => service !== '*').sort();
}

function levelsOf(statements: readonly StatementReport[]): AccessLevel[] {
  return sortedLevels(statements.flatMap(({ services, otherAccessLevels = [] }) =>
    [...services.flatMap(({ accessLevels }) => accessLevels), ...otherAccessLevels]));
}
