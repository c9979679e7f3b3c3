import { ActionSet } from './action-set';
import { AuthorizationReference } from './authorization-reference';
import { conditionReports } from './condition-reports';
import { DocumentPlace, DocumentStatement } from './policy-document';
import { groupBy } from '../../iam/group-by';
import { hasWildcard, wildcardMatch } from '../../iam/patterns';
import { displayText } from '../expression/display-text';
import { whenText } from '../expression/guard';
import { possibleTexts, possibleValues } from '../expression/possible-values';
import { hasPlaceholder } from '../expression/text-parts';
import type { ServiceActions, StatementReport } from '../report';
import { Template } from '../template/template';

/** A statement of a report, and the actions that it counts as. Defaults of parameters count too. */
export interface CountedStatement {
  readonly report: StatementReport;
  readonly actions: readonly string[];
}

/** The report of one statement of a role's policy. */
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
    note(`${name} has no ${actions.length === 0 ? 'action' : 'resource'}: IAM rejects it`);
  }
  const counted = actions.flatMap(({ likely }) => likely);
  counted.filter(hasPlaceholder).forEach((action) => note(`${name}: only the deployment knows the action ${action}: it counts as one action`));
  const effect = effectOf(statement, name, note);
  const written = resources.map(({ text }) => text);
  const when = whenText([guard]);
  return {
    // A default can allow an action, but it can't exclude one for certain.
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

/** ARNs of services that have nothing in common except the form of an ARN. */
const UNLIKE_ARNS = ['arn:aws:s3:::x', 'arn:aws:iam::111122223333:role/x', 'arn:aws:sqs:eu-west-1:111122223333:x'];

/** Whether a resource is `*`, or a pattern that matches every ARN. */
function isAnyResource(resource: string): boolean {
  const pattern = resource.replaceAll('${AWS::Partition}', 'aws');
  return UNLIKE_ARNS.every((arn) => wildcardMatch(pattern, arn));
}

/** An action or a resource as the template writes it, and its texts if parameters have their defaults. */
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

/** The effect. Anything except Deny could become an Allow in the deployment. */
export function effectOf({ elements, template }: DocumentStatement, name: string, note: (text: string) => void): 'Allow' | 'Deny' {
  const text = displayText({ value: elements.get('effect'), template });
  if (text !== 'Allow' && text !== 'Deny') {
    note(`${name} has the effect ${JSON.stringify(text)}: the report shows it as Allow`);
  }
  return text === 'Deny' ? 'Deny' : 'Allow';
}

function serviceActions(actions: readonly Written[], reference: AuthorizationReference): ServiceActions[] {
  const byService = groupBy(actions, ({ likely }) => {
    const services = new Set(likely.map(serviceOf));
    return services.size === 1 ? [...services][0] : '*';
  });
  return [...byService].map(([service, written]) => {
    const meant = new ActionSet(reference, written.flatMap(({ likely }) => likely));
    return { service, actions: written.map(({ text }) => text), accessLevels: meant.accessLevels, actionCount: meant.size };
  });
}

/** The prefix of an action; `*` if it can be any service. */
function serviceOf(action: string): string {
  const service = action.split(':')[0];
  return hasWildcard(service) || /[{}]/.test(service) ? '*' : service.toLowerCase();
}

function otherActions(exceptions: readonly string[], reference: AuthorizationReference): Pick<StatementReport, 'otherActionCount' | 'otherAccessLevels'> {
  const others = new ActionSet(reference);
  others.addAllExcept(new ActionSet(reference, exceptions));
  return { otherActionCount: others.size, otherAccessLevels: others.accessLevels };
}
