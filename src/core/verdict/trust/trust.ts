import { AssumeRoleRequest } from './assume-role-request';
import { all, Answer, any, no, unknown, YES } from './trust-answer';
import { meetsConditions } from './trust-conditions';
import { Elements, elementsOf, statementsOf } from './trust-document';
import { wildcardMatch } from '../../iam/patterns';
import { textsOf } from '../../iam/untyped-json';
import type { Finding } from '../verdict';

const ASSUME_ROLE = 'sts:assumerole';

/** The services that must be able to assume the role, and where. */
export interface TrustQuestion {
  readonly services: readonly string[];
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/**
 * One finding per required service: whether the role's trust policy lets it assume the role.
 *
 * INVALID only if the policy definitely excludes the service. INCONCLUSIVE if that depends on a future request.
 */
export function validateTrust(document: string | undefined, rolePath: string | undefined, question: TrustQuestion): Finding[] {
  const alike = (finding: Finding) => question.services.map((subject) => ({ ...finding, subject }));
  if (rolePath?.startsWith('/aws-service-role/')) {
    return alike({ verdict: 'INVALID', reason: 'UNTRUSTED', detail: 'it is a service-linked role', fix: 'Use a role that is not service-linked.' });
  }
  const statements = document === undefined ? undefined : statementsOf(document);
  if (!statements) {
    const detail = document === undefined ? 'IAM returned no trust policy' : "IAM returned a policy that isn't readable";
    return alike({ verdict: 'INCONCLUSIVE', reason: 'CANNOT_READ_TRUST', detail });
  }
  return question.services.map((subject) => {
    const { account, partition, region } = question;
    return { ...serviceFinding(statements, { service: comparable(subject, partition), account, partition, region }), subject };
  });
}

function serviceFinding(statements: readonly Elements[], request: AssumeRoleRequest): Finding {
  const by = (effect: string) => any(statements.filter((statement) => statement.get('effect') === effect).map((statement) => statementApplies(statement, request)));
  const denied = by('Deny');
  if (denied.applies === 'YES') {
    return { verdict: 'INVALID', reason: 'UNTRUSTED', detail: 'a Deny statement applies' };
  }
  const allowed = by('Allow');
  if (allowed.applies === 'NO') {
    return { verdict: 'INVALID', reason: 'UNTRUSTED', detail: allowed.why ?? 'no statement allows it' };
  }
  if (denied.applies === 'UNKNOWN') {
    return { verdict: 'INCONCLUSIVE', reason: 'TRUST_CONDITION', detail: `a Deny statement may apply: ${denied.why}` };
  }
  return allowed.applies === 'UNKNOWN'
    ? { verdict: 'INCONCLUSIVE', reason: 'TRUST_CONDITION', detail: allowed.why }
    : { verdict: 'VALID', reason: 'TRUSTED', detail: 'a statement allows it' };
}

function statementApplies(statement: Elements, request: AssumeRoleRequest): Answer {
  const denies = statement.get('effect') === 'Deny';
  return all([namesPrincipal(statement, request, denies), namesAction(statement), meetsConditions(statement.get('condition'), request, denies)]);
}

function namesPrincipal(statement: Elements, request: AssumeRoleRequest, denies: boolean): Answer {
  if (statement.has('notprincipal')) {
    return unknown('NotPrincipal is not evaluated');
  }
  const principal = statement.get('principal');
  if (principal === '*') {
    return denies ? YES : unknown('the principal is *');
  }
  const kinds = elementsOf(principal);
  return kinds ? any([...kinds].map(([kind, names]) => namesOfKind(kind, textsOf(names), request))) : unknown("the principal isn't readable");
}

function namesOfKind(kind: string, names: readonly string[] | undefined, request: AssumeRoleRequest): Answer {
  if (!names) {
    return unknown("the principal isn't readable");
  }
  switch (kind) {
    case 'service':
      return any(names.map((name) => namesService(comparable(name, request.partition), request.service)));
    case 'aws':
      // Services differ in whether this principal includes them, so not even a Deny is certain.
      return names.includes('*') ? unknown('the principal is *') : no();
    case 'federated':
    case 'canonicaluser':
      return no();
    default:
      return unknown('the principal is of an unknown kind');
  }
}

function namesService(name: string, service: string): Answer {
  if (name === service) {
    return YES;
  }
  if (name.replace(/\.[a-z]{2,}(?:-[a-z]+)+-\d+(?=\.amazonaws\.com$)/, '') === service) {
    return unknown(`the principal is ${name}, the service in one region`);
  }
  return wildcardMatch(name, service) ? unknown(`the principal is ${name}, a pattern`) : no();
}

/** A service principal in the form that all partitions share. */
function comparable(service: string, partition: string): string {
  const name = service.toLowerCase();
  return partition === 'aws-cn' && name.endsWith('.amazonaws.com.cn') ? name.slice(0, -'.cn'.length) : name;
}

function namesAction(statement: Elements): Answer {
  if (statement.has('notaction')) {
    return unknown('NotAction is not evaluated');
  }
  const actions = textsOf(statement.get('action'));
  if (!actions) {
    return unknown("the action isn't readable");
  }
  return actions.some((action) => wildcardMatch(action.toLowerCase(), ASSUME_ROLE)) ? YES : no("its statement doesn't allow sts:AssumeRole");
}
