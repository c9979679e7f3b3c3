import { actionBar, actionShare } from './action-bar';
import { conditionList } from './condition-list';
import type { Report, RoleReport, TrustReport } from '../../../../core/review/report';
import { fact, lines, quiet } from '../fact';
import { Html, html } from '../html';
import { changeMark, mark } from '../mark';
import { counted, grouped } from '../words';

/** A role's origin, its trust, and the number of its actions. */
export function roleFacts(role: RoleReport, { fullAccessActions }: Report): Html[] {
  const { stack, logicalId, roleType, trust } = role;
  return [
    fact('Stack', html`${stack} ${quiet(logicalId)}`),
    fact('Role type', roleType ?? quiet('none: not created by this library')),
    ...deployment(role),
    fact('Assumed by', trust.length > 0 ? lines(trust.map(trustItem)) : quiet('no one')),
    fact('Permissions boundary', boundary(role)),
    ...foreignPolicies(role),
    fact('Actions', effectiveActions(role, fullAccessActions)),
  ];
}

function trustItem({ effect, principal, principalKind, conditions, when, change }: TrustReport): Html {
  return html`${effect === 'Deny' && mark('deny', 'Deny')}<code>${principal}</code> ${principalKind === 'any' && mark('wide', 'anyone')}${
    changeMark(change)}${when !== undefined && html`${quiet('deployed if')} <code>${when}</code>`}${conditions.length > 0 && conditionList(conditions)}`;
}

function deployment({ when, whenBefore }: RoleReport): Html[] {
  const described = (condition: string | undefined) => condition ? html`<code>${condition}</code>` : quiet('always');
  return when === undefined && whenBefore === undefined ? [] : [
    fact('Deployed if', html`${described(when)}${whenBefore !== undefined && html` ${mark('changed', 'changed')}${quiet('before:')} ${described(whenBefore)}`}`),
  ];
}

function boundary({ permissionsBoundary: now, permissionsBoundaryBefore: before }: RoleReport): Html {
  const described = (arn: string | undefined) => arn ? html`<code>${arn}</code>` : quiet('none');
  return html`${described(now)}${before !== undefined && html` ${mark('changed', 'changed')}${quiet('before:')} ${described(before)}`}`;
}

function foreignPolicies({ foreignPolicies: policies, foreignPolicyChanges: changes = [] }: RoleReport): Html[] {
  const items = [
    ...policies.map((policy) => html`<code>${policy}</code> ${changeMark(changes.find((one) => one.policy === policy)?.change)}`),
    ...changes.filter(({ policy }) => !policies.includes(policy)).map(({ policy, change }) => html`<code>${policy}</code> ${changeMark(change)}`),
  ];
  return items.length === 0 ? [] : [fact('Managed policies', html`${lines(items)}${quiet('These templates don\'t contain their statements.')}`)];
}

function effectiveActions(role: RoleReport, fullAccessActions: number): Html {
  const { effectiveActions: actions, effectiveActionsBefore: before, foreignPolicies: { length: foreign } } = role;
  return html`<span class="figure">${grouped(actions)}</span> ${actionBar(actions, fullAccessActions)} ${
    before !== undefined && html`${mark('changed', `${grouped(before)} before`)}`}${quiet(actionShare(actions, fullAccessActions))}${
    foreign > 0 && quiet(`, plus ${counted(foreign, 'managed policy', 'managed policies')} outside these templates`)}`;
}
