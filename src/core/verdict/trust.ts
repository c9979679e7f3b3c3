import { all, Answer, any, no, unknown, YES } from './trust-answer';
import { AssumeRoleRequest, meetsConditions } from './trust-conditions';
import type { Finding } from './verdict';
import { wildcardMatch } from '../iam/patterns';
import { isObject, textsOf } from '../iam/untyped-json';

const ASSUME_ROLE = 'sts:assumerole';

/** A required trust. */
export interface TrustQuestion {
  readonly services: readonly string[];
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/** A JSON object by its keys in lower case. */
type Elements = ReadonlyMap<string, unknown>;

/**
 * One finding per required service: whether the role's trust policy lets it assume the role.
 *
 * INVALID only where the policy definitely excludes the service. What depends on a request that nobody has made yet is
 * INCONCLUSIVE.
 */
export function validateTrust(document: string | undefined, rolePath: string | undefined, question: TrustQuestion): Finding[] {
  const alike = (finding: Finding) => question.services.map((subject) => ({ ...finding, subject }));
  if (rolePath?.startsWith('/aws-service-role/')) {
    return alike({ verdict: 'INVALID', reason: 'UNTRUSTED', detail: 'a service-linked role cannot be used: only its own service assumes it' });
  }
  const statements = document === undefined ? undefined : statementsOf(document);
  if (!statements) {
    const detail = document === undefined ? 'no trust policy was returned' : 'the trust policy is not readable';
    return alike({ verdict: 'INCONCLUSIVE', reason: 'CANNOT_READ_TRUST', detail });
  }
  return question.services.map((subject) => {
    const { account, partition, region } = question;
    return { ...serviceFinding(statements, { service: comparable(subject, partition), account, partition, region }), subject };
  });
}

function serviceFinding(statements: readonly Elements[], request: AssumeRoleRequest): Finding {
  const by = (effect: string) => any(statements.filter((statement) => statement.get('effect') === effect).map((statement) => applies(statement, request)));
  const denied = by('Deny');
  if (denied.holds === 'YES') {
    return { verdict: 'INVALID', reason: 'UNTRUSTED', detail: 'a Deny statement excludes it' };
  }
  const allowed = by('Allow');
  if (allowed.holds === 'NO') {
    return { verdict: 'INVALID', reason: 'UNTRUSTED', detail: allowed.why ?? 'no statement allows it to assume the role' };
  }
  if (denied.holds === 'UNKNOWN') {
    return { verdict: 'INCONCLUSIVE', reason: 'TRUST_CONDITION', detail: `a Deny statement may exclude it: ${denied.why}` };
  }
  return allowed.holds === 'UNKNOWN'
    ? { verdict: 'INCONCLUSIVE', reason: 'TRUST_CONDITION', detail: allowed.why }
    : { verdict: 'VALID', reason: 'TRUSTED', detail: 'a statement allows it to assume the role' };
}

/** The statements of a document as IAM returns it, URL-encoded, or as plain JSON. Undefined if any of them is no statement. */
function statementsOf(document: string): Elements[] | undefined {
  const statement = elementsOf(parse(document) ?? parse(decode(document)))?.get('statement');
  const statements = (Array.isArray(statement) ? statement : [statement]).map(elementsOf);
  return statements.every((elements) => elements !== undefined && ['Allow', 'Deny'].includes(elements.get('effect') as string))
    ? statements as Elements[]
    : undefined;
}

function parse(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

function decode(document: string): string | undefined {
  try {
    return decodeURIComponent(document);
  } catch {
    return undefined;
  }
}

/** An object's entries, or undefined for anything else and for keys that differ in case alone. */
function elementsOf(value: unknown): Elements | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const entries = Object.entries(value);
  const elements = new Map(entries.map(([key, element]) => [key.toLowerCase(), element]));
  return elements.size === entries.length ? elements : undefined;
}

function applies(statement: Elements, request: AssumeRoleRequest): Answer {
  const denies = statement.get('effect') === 'Deny';
  return all([namesPrincipal(statement, request, denies), namesAction(statement), meetsConditions(statement.get('condition'), request, denies)]);
}

function namesPrincipal(statement: Elements, request: AssumeRoleRequest, denies: boolean): Answer {
  if (statement.has('notprincipal')) {
    return unknown('a NotPrincipal is not evaluated');
  }
  const principal = statement.get('principal');
  if (principal === '*') {
    return denies ? YES : unknown('the principal is *');
  }
  const kinds = elementsOf(principal);
  return kinds ? any([...kinds].map(([kind, names]) => namesOfKind(kind, textsOf(names), request))) : unknown('the principal is not readable');
}

function namesOfKind(kind: string, names: readonly string[] | undefined, request: AssumeRoleRequest): Answer {
  if (!names) {
    return unknown('the principal is not readable');
  }
  switch (kind) {
    case 'service':
      return any(names.map((name) => namesService(comparable(name, request.partition), request.service)));
    case 'aws':
      // Not even a Deny is decided by this one: services differ in whether it names them, too.
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

/** A service's name in the one form that all partitions share. */
function comparable(service: string, partition: string): string {
  const name = service.toLowerCase();
  return partition === 'aws-cn' && name.endsWith('.amazonaws.com.cn') ? name.slice(0, -'.cn'.length) : name;
}

function namesAction(statement: Elements): Answer {
  if (statement.has('notaction')) {
    return unknown('a NotAction is not evaluated');
  }
  const actions = textsOf(statement.get('action'));
  if (!actions) {
    return unknown('the action is not readable');
  }
  return actions.some((action) => wildcardMatch(action.toLowerCase(), ASSUME_ROLE)) ? YES : no('the statement for it does not allow sts:AssumeRole');
}
