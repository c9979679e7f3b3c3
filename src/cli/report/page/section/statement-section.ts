import { conditionList } from './condition-list';
import { fact, lines, quiet } from '../fact';
import { Html, html } from '../html';
import { changeMark, mark } from '../mark';
import { sourceList } from './source-list';
import type { AccessLevel, StatementReport } from '../../../../core/review/report';
import { scopeLabel } from '../picture/scope-label';
import { wildcardText } from '../wildcard-text';
import { counted, firstOf } from '../words';

/** A statement: two lines with actions and resources, and details that open. */
export function statementSection(statement: StatementReport, wholeRole: boolean): Html {
  const { effect, sid, change } = statement;
  return html`<details${(change || wholeRole) && html` data-changed`}${change === 'removed' && html` class="gone"`}><summary><span class="name">${
    effect === 'Deny' && mark('deny', 'Deny')}${sid ?? quiet('no Sid')}</span> <span class="marks">${marks(statement)}${changeMark(change)}</span><ul>${
    uses(statement)}<li>${quiet('on')} ${scopes(statement)}</li></ul></summary><dl>${facts(statement)}</dl></details>
`;
}

/** The elements that the page filters by: one for each service, or one for all services. */
function uses({ inverted, services, otherActionCount, otherAccessLevels = [] }: StatementReport): Html[] {
  if (inverted.includes('actions')) {
    const excepted = firstOf(services.flatMap(({ actions }) => actions));
    return [use('*', `${otherActionCount === undefined ? '' : `${counted(otherActionCount, 'action')}: `}all except ${excepted}`, otherAccessLevels)];
  }
  return services.map(({ service, actionCount, accessLevels }) => use(service, counted(actionCount, 'action'), accessLevels));
}

function use(service: string, actions: string, accessLevels: readonly AccessLevel[]): Html {
  return html`<li data-service="${service}" data-levels="${accessLevels.join('|')}"><b>${service}</b> ${actions} ${quiet(accessLevels.join(', '))}</li>`;
}

function scopes({ inverted, resources }: StatementReport): Html {
  if (inverted.includes('resources')) {
    return html`all resources except ${firstOf(resources)}`;
  }
  const [first, ...others] = resources;
  return html`${first !== undefined && wildcardText(scopeLabel(first))}${others.length > 0 && ` and ${others.length} more`}`;
}

function marks({ effect, inverted, anyResource, wildcardActions, conditions }: StatementReport): Html[] {
  const kind = effect === 'Allow' ? 'wide' : 'plain';
  return [
    inverted.includes('actions') ? mark(kind, 'all other actions') : wildcardActions && mark(kind, 'wildcard in actions'),
    inverted.includes('resources') ? mark(kind, 'all other resources') : anyResource && mark(kind, 'any resource'),
    conditions.length > 0 && mark('plain', counted(conditions.length, 'condition')),
  ].filter((one) => one !== false);
}

function facts({ inverted, services, resources, conditions, when, policy, why, source = [] }: StatementReport): Html[] {
  return [
    ...why === undefined ? [] : [fact('Why', html`${prose(why)}${source.length > 0 && sourceList(source)}`)],
    fact(inverted.includes('actions') ? 'All actions except' : 'Actions', services.map(({ actions }) =>
      html`<div class="actions">${lines(actions.map(wildcardText))}</div>`)),
    fact(inverted.includes('resources') ? 'All resources except' : 'Resources', lines(resources.map(wildcardText))),
    ...conditions.length === 0 ? [] : [fact('Conditions', conditionList(conditions))],
    ...when === undefined ? [] : [fact('Deployed if', html`<code>${when}</code>`)],
    fact('Policy', html`<code>${policy}</code>`),
  ];
}

/** The reasons in the policy files write property names between backticks. */
function prose(text: string): Html {
  return html`<p>${text.split('`').map((piece, index) => index % 2 === 1 ? html`<code>${piece}</code>` : piece)}</p>`;
}
