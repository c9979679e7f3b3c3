import { ActionSet } from './action-set';
import { AuthorizationReference } from './authorization-reference';
import { branches } from './branches';
import { conditionReports } from './condition-reports';
import type { ServiceActions, StatementReport } from './model';
import { DocumentStatement } from './policy-document';
import { Template } from './template';
import { templateText } from './template-text';
import { hasWildcard } from '../../core/patterns';

/** Where a statement stands. */
export interface StatementPlace {
  readonly policy: string;
  readonly template: Template;
  readonly note: (text: string) => void;
}

/** What a statement of a role's policy says. */
export function statementReport({ elements, when }: DocumentStatement, place: StatementPlace, reference: AuthorizationReference): StatementReport {
  const { policy, template, note } = place;
  const sid = branches(elements.get('sid')).map(({ value }) => templateText(value, template)).join(' ') || undefined;
  const name = `${policy}${sid === undefined ? '' : `, statement ${sid}`}`;
  const texts = (element: string) => branches(elements.get(element)).map((branch) => {
    if (branch.when !== undefined) {
      note(`${name}: its ${element} depends on conditions of the template; it is shown as if all of them held`);
    }
    return templateText(branch.value, template);
  });
  const inverted = [...elements.has('notaction') ? ['actions'] as const : [], ...elements.has('notresource') ? ['resources'] as const : []];
  const actions = texts(inverted.includes('actions') ? 'notaction' : 'action');
  const resources = texts(inverted.includes('resources') ? 'notresource' : 'resource');
  if (actions.length === 0 || resources.length === 0) {
    note(`${name} has no ${actions.length === 0 ? 'action' : 'resource'}: IAM refuses it`);
  }
  return {
    ...sid === undefined ? {} : { sid },
    effect: effectOf(elements.get('effect'), name, place),
    policy,
    services: serviceActions(actions, reference),
    inverted,
    ...inverted.includes('actions') ? otherActions(actions, reference) : {},
    resources,
    conditions: conditionReports(elements.get('condition'), template),
    ...when === undefined ? {} : { when },
    wildcardActions: inverted.includes('actions') || actions.some(hasWildcard),
    anyResource: inverted.includes('resources') || resources.includes('*'),
  };
}

/** What is neither Allow nor Deny may become an Allow. */
export function effectOf(effect: unknown, name: string, { template, note }: Pick<StatementPlace, 'template' | 'note'>): 'Allow' | 'Deny' {
  const text = templateText(effect, template);
  if (text !== 'Allow' && text !== 'Deny') {
    note(`${name} has the effect ${JSON.stringify(text)}: it is shown as an Allow`);
  }
  return text === 'Deny' ? 'Deny' : 'Allow';
}

function serviceActions(actions: readonly string[], reference: AuthorizationReference): ServiceActions[] {
  const byService = new Map<string, string[]>();
  for (const action of actions) {
    const service = serviceOf(action);
    const alike = byService.get(service);
    if (alike) {
      alike.push(action);
    } else {
      byService.set(service, [action]);
    }
  }
  return [...byService].map(([service, written]) => {
    const meant = new ActionSet(reference, written);
    return { service, actions: written, accessLevels: meant.accessLevels, actionCount: meant.size };
  });
}

/** The prefix of an action; `*` where it may be any. */
function serviceOf(action: string): string {
  const service = action.split(':')[0];
  return hasWildcard(service) || service.includes('${') ? '*' : service.toLowerCase();
}

function otherActions(exceptions: readonly string[], reference: AuthorizationReference): Pick<StatementReport, 'otherActionCount' | 'otherAccessLevels'> {
  const others = new ActionSet(reference);
  others.addAllBut(new ActionSet(reference, exceptions));
  return { otherActionCount: others.size, otherAccessLevels: others.accessLevels };
}
