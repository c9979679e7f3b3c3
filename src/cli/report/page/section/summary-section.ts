import type { Change, Report, StatementReport } from '../../../../core/review/report';
import { fact, lines } from '../fact';
import { Html, html } from '../html';
import { isChanged, isWholeChange } from '../mark';
import { counted, grouped } from '../words';

/** The figures of the report, and its notes. */
export function summarySection(report: Report): Html {
  return html`<section aria-labelledby="summary"><h2 id="summary">Summary</h2>
<dl class="figures">${figures(report)}${report.compared && comparison(report)}</dl>
${notes(report)}</section>
`;
}

function figures(report: Report): Html[] {
  const roles = report.roles.filter(({ change }) => change !== 'removed');
  const statements = roles.flatMap((role) => role.statements).filter(({ change }) => change !== 'removed');
  const furnished = roles.filter(({ foreignPolicies }) => foreignPolicies.length > 0).length;
  const allowing = (wide: (statement: StatementReport) => boolean) => statements.filter((one) => one.effect === 'Allow' && wide(one)).length;
  return [
    figure('Roles', roles.length, `${roles.filter(({ roleType }) => roleType === undefined).length} not created by this library`),
    figure('Stacks', report.stacks.length, `${new Set(roles.map(({ stack }) => stack)).size} with such roles`),
    figure('Statements', statements.length, `${allowing((one) => one.anyResource)} on any resource, ${
      allowing((one) => one.wildcardActions)} with a wildcard in actions`),
    figure('Largest role', roles.reduce((most, role) => Math.max(most, role.effectiveActions), 0),
      `actions; AmazonSageMakerFullAccess has ${grouped(report.fullAccessActions)}${
        furnished > 0 ? `; not counted: managed policies of ${counted(furnished, 'role')}` : ''}`),
  ];
}

/** Doesn't count the statements of added and removed roles. */
function comparison({ roles }: Report): Html[] {
  const statements = roles.filter((role) => !isWholeChange(role)).flatMap((role) => role.statements).filter(({ change }) => change !== undefined);
  const changed = roles.filter(isChanged);
  return [
    figure('Roles changed', changed.length, changesIn(changed.map(({ change }) => change ?? 'changed'))),
    figure('Statements changed', statements.length, `${changesIn(statements.map(({ change }) => change))}, of roles in both states`),
  ];
}

function changesIn(changes: readonly (Change | undefined)[]): string {
  return (['added', 'removed', 'changed'] as const).map((change) => `${changes.filter((one) => one === change).length} ${change}`).join(', ');
}

function figure(term: string, count: number, explanation: string): Html {
  return fact(term, html`<span class="figure">${grouped(count)}</span> <span class="quiet">${explanation}</span>`);
}

function notes({ notes: texts }: Report): Html | undefined {
  return texts.length === 0 ? undefined : html`<div class="notes"><h3>${counted(texts.length, 'note')}</h3>${lines(texts)}</div>`;
}
