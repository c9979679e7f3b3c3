import { actionBar } from './action-bar';
import type { Report, RoleReport, StatementReport } from '../../../../core/review/report';
import { byConcern, openness, widePolicyName } from '../concern';
import { quiet } from '../fact';
import { Html, html } from '../html';
import { changeMark, mark } from '../mark';
import { counted, grouped } from '../words';

/** One row for each role, with a link to it, in the order of a review. */
export function overviewTable({ roles, fullAccessActions }: Report): Html {
  return html`<table><thead><tr><th scope="col">Role</th><th scope="col">Role type</th><th scope="col">Stack</th><th scope="col">Actions</th><th scope="col">Review first</th></tr></thead>
<tbody>${inOrder(roles).map(({ role, index }) => row(role, index, fullAccessActions))}</tbody>
<tfoot><tr><th scope="row">AmazonSageMakerFullAccess</th><td colspan="2">${quiet('for comparison')}</td><td>${
  count(fullAccessActions, fullAccessActions)}</td><td></td></tr></tfoot></table>
`;
}

function inOrder(roles: readonly RoleReport[]): { role: RoleReport; index: number }[] {
  return roles.map((role, index) => ({ role, index })).sort((one, other) => byConcern(one.role, other.role));
}

function row(role: RoleReport, index: number, fullAccessActions: number): Html {
  return html`<tr id="row-${index}"><th scope="row"><a href="#role-${index}">${role.title}</a> ${changeMark(role.change)}</th><td>${
    role.roleType ?? quiet('none')}</td><td>${role.stack}</td><td>${
    count(role.effectiveActions, fullAccessActions, role.foreignPolicies.length > 0)}</td><td>${reviewMarks(role)}</td></tr>
`;
}

function count(actions: number, fullAccessActions: number, andMore = false): Html {
  return html`<span class="count">${grouped(actions)}${andMore && '+'}</span> ${actionBar(actions, fullAccessActions)}`;
}

/** The marks that a reviewer looks at first. */
function reviewMarks(role: RoleReport): Html[] {
  const { statements, foreignPolicies } = role;
  const allowing = statements.filter(({ effect, change }) => effect === 'Allow' && change !== 'removed');
  const wide = (words: string, isWide: (statement: StatementReport) => boolean) => {
    const { length } = allowing.filter(isWide);
    return length > 0 && mark('wide', `${words}: ${length}`);
  };
  const open = openness(role);
  const widePolicies = new Set(foreignPolicies.flatMap((policy) => widePolicyName(policy) ?? []));
  const others = foreignPolicies.filter((policy) => widePolicyName(policy) === undefined).length;
  return [
    open !== undefined && mark('wide', open === 'anyone' ? 'anyone can assume it' : 'anyone, with conditions'),
    ...[...widePolicies].map((name) => mark('wide', name)),
    wide('any resource', ({ anyResource }) => anyResource),
    wide('wildcard in actions', ({ wildcardActions }) => wildcardActions),
    others > 0 && mark('plain', counted(others, 'managed policy', 'managed policies')),
  ].filter((one) => one !== false);
}
