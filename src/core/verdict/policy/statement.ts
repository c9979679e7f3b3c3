import { all, Answer, no, unknown, YES } from './answer';
import { meetsConditions } from './conditions';
import { Elements } from './document';
import { PolicyRequest, PrincipalAnswer } from './request';
import { wildcardMatch } from '../../iam/patterns';
import { textsOf } from '../../iam/untyped-json';

/** For each statement of a policy, whether it applies to a request. */
export interface PolicyAnswer {
  readonly denied: readonly Answer[];
  readonly allowed: readonly StatementAnswer[];
}

/** Whether a statement applies, and how it names the principal of the request. */
export interface StatementAnswer extends PrincipalAnswer {
  readonly statement: Elements;
}

/** Evaluates the statements of a policy. */
export function evaluatePolicy(statements: readonly Elements[], request: PolicyRequest): PolicyAnswer {
  const of = (effect: string) => statements.filter((statement) => statement.get('effect') === effect).map((statement) => statementApplies(statement, request));
  return { denied: of('Deny'), allowed: of('Allow') };
}

function statementApplies(statement: Elements, request: PolicyRequest): StatementAnswer {
  const denies = statement.get('effect') === 'Deny';
  const principal = request.principalOf(statement, denies);
  const answer = all([
    principal,
    matches(statement, 'action', (action) => wildcardMatch(action.toLowerCase(), request.action.toLowerCase()), `its statement doesn't allow ${request.action}`),
    request.resource === undefined ? YES
      : matches(statement, 'resource', (resource) => matchesResource(resource, request.resource!), `its statement doesn't allow ${request.resource}`),
    meetsConditions(statement.get('condition'), request.context, denies),
  ]);
  return { ...answer, as: principal.as, statement };
}

/** Whether an element such as `Action`, or its opposite `NotAction`, covers the request. A resource policy may omit the resource. */
function matches(statement: Elements, element: 'action' | 'resource', covers: (value: string) => boolean | undefined, why: string): Answer {
  const negated = statement.has(`not${element}`);
  if (negated && statement.has(element)) {
    return unknown(`it has both ${element} and its opposite`);
  }
  const listed = statement.get(negated ? `not${element}` : element);
  if (listed === undefined && element === 'resource') {
    return YES;
  }
  const values = textsOf(listed);
  if (!values) {
    return unknown(`the ${element} isn't readable`);
  }
  const covered = values.map(covers);
  if (!covered.includes(true) && covered.includes(undefined)) {
    return unknown(`the ${element} has a policy variable`);
  }
  return covered.includes(true) !== negated ? YES : no(why);
}

function matchesResource(pattern: string, resource: string): boolean | undefined {
  return pattern.includes('${') ? undefined : wildcardMatch(pattern, resource);
}
