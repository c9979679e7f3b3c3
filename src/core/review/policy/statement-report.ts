import { ActionSet } from './action-set';
import { AuthorizationReference } from './authorization-reference';
import { conditionReports } from './condition-reports';
import { DocumentPlace, DocumentStatement } from './policy-document';
import { hasWildcard, wildcardMatch } from '../../iam/patterns';
import { displayText } from '../expression/display-text';
import { whenText } from '../expression/guard';
import { possibleTexts, possibleValues } from '../expression/possible-values';
import { hasPlaceholder } from '../expression/text-parts';
import type { ServiceActions, StatementReport } from '../report';
import { Template } from '../template/template';

/** A statement of a report, and the actions that it is counted by: what a parameter's default stands for is among them. */
export interface CountedStatement {
  readonly report: StatementReport;
  readonly actions: readonly string[];
}

/** What a statement of a role's policy says. */
export function statementReport(statement: DocumentStatement, { policy, note }: DocumentPlace, reference: AuthorizationReference): CountedStatement {
  const { elements, template, guard } = statement;
  const sid = possibleTexts(elements.get('sid'), template).map(({ text }) => text).join(' ') || undefined;
  const name = `${policy}${sid === undefined ? '' : `, statement ${sid}`}`;
  const inverted = [...elements.has('notaction') ? ['actions'] as const : [], ...elements.has('notresource') ? ['resources'] as const : []];
  const element = (what: string, plural: 'actions' | 'resources') =>
    writtenAndLikely(elements.get(inverted.includes(plural) ? `not${what}` : what), template);
  const actions = element('action', 'actions');
  const resources = element('resource', 'resources');
  if (actions.length === 0 || resources.length === 0) {
    note(`${name} has no ${actions.length === 0 ? 'action' : 'resource'}: IAM refuses it`);
  }
  const counted = actions.flatMap(({ likely }) => likely);
  counted.filter(hasPlaceholder).forEach((action) => note(`${name}: the action ${action} is only known to the deployment: it counts as one`));
  const effect = effectOf(statement, name, note);
  const written = resources.map(({ text }) => text);
  const when = whenText([guard]);
  return {
    // What a default says may be allowed; it takes nothing away for certain.
    actions: effect === 'Allow' && !inverted.includes('actions') ? counted : actions.map(({ text }) => text),
    report: {
      ...sid === undefined ? {} : { sid },
      effect,
      policy,
      services: serviceActions(actions, reference),
      inverted,
      ...inverted.includes('actions') ? otherActions(actions.map(({ text }) => text), reference) : {},
      resources: written,
      conditions: conditionReports(elements.get('condition'), template),
      ...when === undefined ? {} : { when },
      wildcardActions: inverted.includes('actions') || counted.some(hasWildcard),
      anyResource: inverted.includes('resources') || resources.some(({ likely }) => likely.some(isAnyResource)),
    },
  };
}

/** Of services that share nothing but that they have ARNs. */
const UNLIKE_ARNS = ['arn:aws:s3:::x', 'arn:aws:iam::111122223333:role/x', 'arn:aws:sqs:eu-west-1:111122223333:x'];

/** Whether a resource is any: `*`, or a pattern that asks for no more than an ARN. */
function isAnyResource(resource: string): boolean {
  const pattern = resource.replaceAll('${AWS::Partition}', 'aws');
  return UNLIKE_ARNS.every((arn) => wildcardMatch(pattern, arn));
}

/** An action or a resource as it is written, and what that stands for if parameters keep their defaults. */
interface Written {
  readonly text: string;
  readonly likely: readonly string[];
}

function writtenAndLikely(element: unknown, template: Template): Written[] {
  return possibleTexts(element, template).map((possible) => ({
    text: possible.text,
    likely: possibleValues(possible, 'taken').map((inner) => displayText(inner, template, 'taken')),
  }));
}

/** What is neither Allow nor Deny may become an Allow. */
export function effectOf({ elements, template }: DocumentStatement, name: string, note: (text: string) => void): 'Allow' | 'Deny' {
  const text = displayText({ value: elements.get('effect'), template });
  if (text !== 'Allow' && text !== 'Deny') {
    note(`${name} has the effect ${JSON.stringify(text)}: it is shown as an Allow`);
  }
  return text === 'Deny' ? 'Deny' : 'Allow';
}

function serviceActions(actions: readonly Written[], reference: AuthorizationReference): ServiceActions[] {
  const byService = new Map<string, Written[]>();
  for (const action of actions) {
    const services = new Set(action.likely.map(serviceOf));
    const service = services.size === 1 ? [...services][0] : '*';
    byService.set(service, [...byService.get(service) ?? [], action]);
  }
  return [...byService].map(([service, written]) => {
    const meant = new ActionSet(reference, written.flatMap(({ likely }) => likely));
    return { service, actions: written.map(({ text }) => text), accessLevels: meant.accessLevels, actionCount: meant.size };
  });
}

/** The prefix of an action; `*` where it may be any. */
function serviceOf(action: string): string {
  const service = action.split(':')[0];
  return hasWildcard(service) || /[{}]/.test(service) ? '*' : service.toLowerCase();
}

function otherActions(exceptions: readonly string[], reference: AuthorizationReference): Pick<StatementReport, 'otherActionCount' | 'otherAccessLevels'> {
  const others = new ActionSet(reference);
  others.addAllBut(new ActionSet(reference, exceptions));
  return { otherActionCount: others.size, otherAccessLevels: others.accessLevels };
}
