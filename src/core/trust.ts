import { wildcardMatch } from './patterns';
import type { Finding } from './verdict';

const ASSUME_ROLE = 'sts:assumerole';
const SOURCE_ACCOUNT = 'aws:SourceAccount';
const SOURCE_ARN = 'aws:SourceArn';

/** A required trust. */
export interface TrustQuestion {
  readonly services: readonly string[];
  readonly account: string;
  readonly partition: string;
}

/** The service that asks to assume the role, for a resource of the own account. */
interface Asker {
  readonly service: string;
  readonly account: string;
  readonly partition: string;
}

/** Whether something holds for an asker. */
interface Answer {
  readonly holds: 'YES' | 'NO' | 'UNKNOWN';
  readonly why?: string;
}

/** Which requests of an asker a condition's value matches: all, some, none, or nobody can say. */
type Reach = 'ALL' | 'SOME' | 'NONE' | { readonly unclear: string };

/** What a condition operator does, without its set prefix and its `IfExists`. */
interface Operator {
  readonly negated?: boolean;
  readonly wildcards?: boolean;
  /** Whether wildcards stay within one component of an ARN. */
  readonly ofArns?: boolean;
  readonly ignoresCase?: boolean;
}

/** A JSON object by its keys in lower case. */
type Elements = ReadonlyMap<string, unknown>;

const YES: Answer = { holds: 'YES' };

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['stringequals', {}],
  ['stringequalsignorecase', { ignoresCase: true }],
  ['stringlike', { wildcards: true }],
  ['arnequals', { wildcards: true, ofArns: true }],
  ['arnlike', { wildcards: true, ofArns: true }],
  ['stringnotequals', { negated: true }],
  ['stringnotequalsignorecase', { negated: true, ignoresCase: true }],
  ['stringnotlike', { negated: true, wildcards: true }],
  ['arnnotequals', { negated: true, wildcards: true, ofArns: true }],
  ['arnnotlike', { negated: true, wildcards: true, ofArns: true }],
]);

/**
 * One finding per required service: whether the role's trust policy lets it assume the role.
 *
 * INVALID only where the policy definitely excludes the service. What depends on a request that nobody has made yet is
 * INCONCLUSIVE.
 */
export function judgeTrust(document: string | undefined, rolePath: string | undefined, question: TrustQuestion): Finding[] {
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
    const { account, partition } = question;
    return { ...judgeService(statements, { service: comparable(subject, partition), account, partition }), subject };
  });
}

function judgeService(statements: readonly Elements[], asker: Asker): Finding {
  const by = (effect: string) => any(statements.filter((statement) => statement.get('effect') === effect).map((statement) => applies(statement, asker)));
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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

/** A value or list of values as text, or undefined if it is empty or has anything of another type. */
function textsOf(value: unknown, types: readonly string[] = ['string']): string[] | undefined {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.length > 0 && values.every((one) => types.includes(typeof one)) ? values.map(String) : undefined;
}

function applies(statement: Elements, asker: Asker): Answer {
  const denies = statement.get('effect') === 'Deny';
  return all([namesPrincipal(statement, asker, denies), namesAction(statement), meetsConditions(statement, asker, denies)]);
}

function namesPrincipal(statement: Elements, asker: Asker, denies: boolean): Answer {
  if (statement.has('notprincipal')) {
    return unknown('a NotPrincipal is not evaluated');
  }
  const principal = statement.get('principal');
  if (principal === '*') {
    return denies ? YES : unknown('the principal is *');
  }
  const kinds = elementsOf(principal);
  return kinds ? any([...kinds].map(([kind, names]) => namesOfKind(kind, textsOf(names), asker))) : unknown('the principal is not readable');
}

function namesOfKind(kind: string, names: readonly string[] | undefined, asker: Asker): Answer {
  if (!names) {
    return unknown('the principal is not readable');
  }
  switch (kind) {
    case 'service':
      return any(names.map((name) => namesService(comparable(name, asker.partition), asker.service)));
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

function meetsConditions(statement: Elements, asker: Asker, denies: boolean): Answer {
  if (!statement.has('condition')) {
    return YES;
  }
  const operators = statement.get('condition');
  if (!isObject(operators)) {
    return unknown('the condition is not readable');
  }
  const answers = Object.entries(operators).flatMap(([operator, keys]) => isObject(keys)
    ? Object.entries(keys).map(([key, values]) => meetsCondition(operator, key, values, asker))
    : [unknown('the condition is not readable')]);
  const met = all(answers);
  // A Deny that may meet the requests of some resources says nothing about the others.
  return denies && met.holds === 'YES' && answers.length > 0 ? unknown('it has conditions') : met;
}

function meetsCondition(operatorName: string, keyName: string, values: unknown, asker: Asker): Answer {
  const key = [SOURCE_ACCOUNT, SOURCE_ARN].find((known) => known.toLowerCase() === keyName.toLowerCase());
  const listed = textsOf(values, ['string', 'number', 'boolean']);
  if (!key || !listed) {
    return unknown(`the condition on ${keyName} is not evaluated`);
  }
  const name = operatorName.toLowerCase().replace(/^(?:forallvalues|foranyvalue):/, '').replace(/ifexists$/, '');
  if (name === 'null' && listed.every((value) => value.toLowerCase() === 'false')) {
    return YES;
  }
  const operator = OPERATORS.get(name);
  if (!operator || (operator.ofArns && key === SOURCE_ACCOUNT)) {
    return unknown(`the condition on ${key} is not evaluated`);
  }
  const reaches = listed.map((value) => reachOf(operator.ignoresCase ? value.toLowerCase() : value, key, operator, asker));
  return operator.negated ? noneIsMet(reaches, key, asker) : oneIsMet(reaches, key, asker);
}

function oneIsMet(reaches: readonly Reach[], key: string, asker: Asker): Answer {
  if (reaches.some((reach) => reach === 'ALL' || reach === 'SOME')) {
    return YES;
  }
  const unclear = reaches.find((reach) => typeof reach === 'object');
  return unclear ? unknown(`the condition on ${key} ${unclear.unclear}`) : excluded(key, asker);
}

function noneIsMet(reaches: readonly Reach[], key: string, asker: Asker): Answer {
  if (reaches.includes('ALL')) {
    return excluded(key, asker);
  }
  return reaches.every((reach) => reach === 'NONE') ? YES : unknown(`the condition on ${key} may exclude it`);
}

function excluded(key: string, { account, partition }: Asker): Answer {
  return no(`the condition on ${key} excludes ${key === SOURCE_ACCOUNT ? `account ${account}` : `ARNs of account ${account} in ${partition}`}`);
}

function reachOf(value: string, key: string, operator: Operator, asker: Asker): Reach {
  if (value.includes('${')) {
    return { unclear: 'has a policy variable' };
  }
  if (key === SOURCE_ARN) {
    return reachOfArn(value, operator, asker);
  }
  return (operator.wildcards ? wildcardMatch(value, asker.account) : value === asker.account) ? 'ALL' : 'NONE';
}

function reachOfArn(value: string, operator: Operator, asker: Asker): Reach {
  const parts = value.split(':');
  if (operator.wildcards && !operator.ofArns && value.endsWith('*')) {
    // The last wildcard of a StringLike stands for all the components that are left.
    parts.push(...Array<string>(Math.max(0, 6 - parts.length)).fill('*'));
  }
  const [scheme, partition, service, , account] = parts;
  if (parts.length >= 6 && wildcardMatch(scheme, 'arn') && wildcardMatch(partition, asker.partition)) {
    if (account === '') {
      return { unclear: 'names an ARN without an account' };
    }
    if (wildcardMatch(account, asker.account)) {
      return reachOfOwnArn(value, service, operator, asker);
    }
  }
  return mayReachAcrossColons(value, parts, operator, asker) ? { unclear: 'has wildcards that reach across colons' } : 'NONE';
}

/** The reach of a value that names the own account, or that would if its wildcards were any. */
function reachOfOwnArn(value: string, service: string, operator: Operator, asker: Asker): Reach {
  if (!operator.wildcards && /[*?]/.test(value)) {
    return { unclear: 'has wildcards that its operator takes literally' };
  }
  const [ownService] = asker.service.split('.');
  if (!wildcardMatch(service, ownService)) {
    return { unclear: `names ARNs of ${service}` };
  }
  // No ARN has this character: what stands for the region and the resource is matched by `*` alone.
  const covers = ['\0', '\0\0'].every((part) => wildcardMatch(value, `arn:${asker.partition}:${ownService}:${part}:${asker.account}:${part}`));
  return covers ? 'ALL' : 'SOME';
}

/** Whether a pattern could match an own ARN although its components, one by one, do not. */
function mayReachAcrossColons(value: string, parts: readonly string[], operator: Operator, asker: Asker): boolean {
  if (!operator.wildcards || !/[*?]/.test(value) || (operator.ofArns && parts.length >= 6)) {
    return false;
  }
  const [stem] = value.split(/[*?]/, 1);
  const start = `arn:${asker.partition}:`;
  const namesForeignAccount = /^[\d?]{12}$/.test(parts[4] ?? '');
  return (start.startsWith(stem) || stem.startsWith(start)) && !namesForeignAccount;
}

function no(why?: string): Answer {
  return { holds: 'NO', why };
}

function unknown(why: string): Answer {
  return { holds: 'UNKNOWN', why };
}

/** Whether all hold. */
function all(answers: readonly Answer[]): Answer {
  return answers.find(({ holds }) => holds === 'NO') ?? answers.find(({ holds }) => holds === 'UNKNOWN') ?? YES;
}

/** Whether one holds. */
function any(answers: readonly Answer[]): Answer {
  return answers.find(({ holds }) => holds === 'YES') ?? answers.find(({ holds }) => holds === 'UNKNOWN')
    ?? answers.find(({ why }) => why !== undefined) ?? no();
}
