import { all, Answer, no, unknown, YES } from './trust-answer';
import { wildcardMatch } from '../iam/patterns';
import { isObject, textsOf } from '../iam/untyped-json';

const SOURCE_ACCOUNT = 'aws:SourceAccount';
const SOURCE_ARN = 'aws:SourceArn';

/** The service that asks to assume the role, for a resource of the own account. */
export interface AssumeRoleRequest {
  readonly service: string;
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/** Which requests of an request a condition's value matches: all, some, none, or nobody can say. */
type Reach = 'ALL' | 'SOME' | 'NONE' | { readonly unclear: string };

/** What a condition operator does, without its set prefix and its `IfExists`. */
interface Operator {
  readonly negated?: boolean;
  readonly wildcards?: boolean;
  /** Whether wildcards stay within one component of an ARN. */
  readonly ofArns?: boolean;
  readonly ignoresCase?: boolean;
}

/** One condition of a statement. */
interface Condition {
  readonly key: string;
  readonly values: readonly string[];
  readonly operator: Operator;
  /** Whether a request meets it that does not have the key: which services always send it is not documented. */
  readonly metWithoutKey: boolean;
}

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

/** Whether an request's requests meet a statement's conditions. */
export function meetsConditions(operators: unknown, request: AssumeRoleRequest, denies: boolean): Answer {
  if (operators === undefined) {
    return YES;
  }
  if (!isObject(operators)) {
    return unknown('the condition is not readable');
  }
  const conditions = Object.entries(operators).flatMap(([operator, keys]) => isObject(keys)
    ? Object.entries(keys).map(([key, values]) => conditionOf(operator, key, values))
    : [unknown('the condition is not readable')]);
  const evaluated = conditions.filter(isCondition);
  const met = all([
    ...conditions.map((condition) => isCondition(condition) ? meetsCondition(condition, request, denies) : condition),
    meetTogether(evaluated.filter(({ key, operator }) => key === SOURCE_ARN && !operator.negated), request),
  ]);
  // A Deny that may meet the requests of some resources says nothing about the others.
  return denies && met.holds === 'YES' && conditions.length > 0 ? unknown('it has conditions') : met;
}

/** A condition that can be evaluated, or the answer of one that cannot, or need not. */
function conditionOf(operatorName: string, keyName: string, listed: unknown): Condition | Answer {
  const key = [SOURCE_ACCOUNT, SOURCE_ARN].find((known) => known.toLowerCase() === keyName.toLowerCase());
  const values = textsOf(listed, ['string', 'number', 'boolean']);
  if (!key || !values) {
    return unknown(`the condition on ${keyName} is not evaluated`);
  }
  const name = operatorName.toLowerCase().replace(/^(?:forallvalues|foranyvalue):/, '').replace(/ifexists$/, '');
  if (name === 'null' && values.every((value) => value.toLowerCase() === 'false')) {
    return YES;
  }
  const operator = OPERATORS.get(name);
  if (!operator || (operator.ofArns && key === SOURCE_ACCOUNT)) {
    return unknown(`the condition on ${key} is not evaluated`);
  }
  return {
    key,
    values: operator.ignoresCase ? values.map((value) => value.toLowerCase()) : values,
    operator,
    metWithoutKey: /ifexists$/i.test(operatorName) || /^forallvalues:/i.test(operatorName)
      || operator.negated === true && !/^foranyvalue:/i.test(operatorName),
  };
}

function isCondition(value: Condition | Answer): value is Condition {
  return 'operator' in value;
}

function meetsCondition({ key, values, operator, metWithoutKey }: Condition, request: AssumeRoleRequest, denies: boolean): Answer {
  const reaches = values.map((value) => reachOf(value, key, operator, request));
  const met = operator.negated ? noneIsMet(reaches, key, request) : oneIsMet(reaches, key, request);
  // As an Allow on the own account admits the requests that have the key, a Deny of the others spares them.
  return met.holds === 'NO' && metWithoutKey && !denies ? unknown(`${met.why}, unless a request does not have the key`) : met;
}

/** Whether an ARN meets all conditions on it, of which each is met by some: one that the conditions themselves name has to show it. */
function meetTogether(conditions: readonly Condition[], request: AssumeRoleRequest): Answer {
  const reached = conditions.map(({ key, values, operator }) => values.map((value) => ({ value, reach: reachOf(value, key, operator, request) })));
  const narrow = conditions.filter((_, index) => reached[index].every(({ reach }) => reach !== 'ALL'));
  if (narrow.length < 2) {
    return YES;
  }
  const examples = reached.flat().filter(({ reach }) => reach === 'SOME').map(({ value }) => exampleOf(value, request));
  return examples.some((arn) => narrow.every(({ values, operator }) => values.some((value) => matches(value, operator, arn))))
    ? YES : unknown(`the conditions on ${SOURCE_ARN} may exclude each other`);
}

/** An own ARN that a value reaches, if it reaches any. */
function exampleOf(value: string, { partition, service, region, account }: AssumeRoleRequest): string {
  const resource = value.split(':').slice(5).join(':') || '*';
  return ['arn', partition, service.split('.')[0], region, account, resource.replace(/[*?]/g, 'x')].join(':');
}

function matches(value: string, { wildcards, ofArns, ignoresCase }: Operator, arn: string): boolean {
  if (!wildcards) {
    return value === (ignoresCase ? arn.toLowerCase() : arn);
  }
  const [patterns, texts] = [value, arn].map((text) => ofArns ? componentsOf(text) : [text]);
  return patterns.length === texts.length && patterns.every((pattern, index) => wildcardMatch(pattern, texts[index]));
}

function componentsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function oneIsMet(reaches: readonly Reach[], key: string, request: AssumeRoleRequest): Answer {
  if (reaches.some((reach) => reach === 'ALL' || reach === 'SOME')) {
    return YES;
  }
  const unclear = reaches.find((reach) => typeof reach === 'object');
  return unclear ? unknown(`the condition on ${key} ${unclear.unclear}`) : excluded(key, request);
}

function noneIsMet(reaches: readonly Reach[], key: string, request: AssumeRoleRequest): Answer {
  if (reaches.includes('ALL')) {
    return excluded(key, request);
  }
  return reaches.every((reach) => reach === 'NONE') ? YES : unknown(`the condition on ${key} may exclude it`);
}

function excluded(key: string, { account, region }: AssumeRoleRequest): Answer {
  const own = key === SOURCE_ACCOUNT ? `account ${account}` : `ARNs of account ${account} in ${region}`;
  return { ...no(`the condition on ${key} excludes ${own}`), byCondition: true };
}

function reachOf(value: string, key: string, operator: Operator, request: AssumeRoleRequest): Reach {
  if (value.includes('${')) {
    return { unclear: 'has a policy variable' };
  }
  if (key === SOURCE_ARN) {
    return reachOfArn(value, operator, request);
  }
  return (operator.wildcards ? wildcardMatch(value, request.account) : value === request.account) ? 'ALL' : 'NONE';
}

function reachOfArn(value: string, operator: Operator, request: AssumeRoleRequest): Reach {
  if (operator.wildcards && !operator.ofArns && coversOwnArns(value, request)) {
    return 'ALL';
  }
  const parts = value.split(':');
  if (operator.wildcards && !operator.ofArns && value.endsWith('*')) {
    // The last wildcard of a StringLike stands for all the components that are left.
    parts.push(...Array<string>(Math.max(0, 6 - parts.length)).fill('*'));
  }
  const [scheme, partition, service, region, account] = parts;
  if (parts.length >= 6 && wildcardMatch(scheme, 'arn') && wildcardMatch(partition, request.partition)) {
    const unclear = account === '' ? 'names an ARN without an account'
      : wildcardMatch(account, request.account) ? unclearOfOwnAccount(value, service, region, operator, request) : undefined;
    if (unclear !== undefined) {
      return { unclear };
    }
    if (wildcardMatch(account, request.account) && wildcardMatch(region, request.region)) {
      return coversOwnArns(value, request) ? 'ALL' : 'SOME';
    }
  }
  return mayReachAcrossColons(value, parts, operator, request) ? { unclear: 'has wildcards that reach across colons' } : 'NONE';
}

/** What is not clear about a value that names the own account, or that would if its wildcards were any. */
function unclearOfOwnAccount(value: string, service: string, region: string, operator: Operator, request: AssumeRoleRequest): string | undefined {
  if (!operator.wildcards && /[*?]/.test(value)) {
    return 'has wildcards that its operator takes literally';
  }
  if (!wildcardMatch(service, request.service.split('.')[0])) {
    return `names ARNs of ${service}`;
  }
  return region === '' ? 'names an ARN without a region' : undefined;
}

function coversOwnArns(value: string, { partition, service, region, account }: AssumeRoleRequest): boolean {
  // No ARN has this character: what stands for the resource is matched by `*` alone.
  return ['\0', '\0\0'].every((resource) => wildcardMatch(value, ['arn', partition, service.split('.')[0], region, account, resource].join(':')));
}

/** Whether a pattern could match an own ARN although its components, one by one, do not. */
function mayReachAcrossColons(value: string, parts: readonly string[], operator: Operator, request: AssumeRoleRequest): boolean {
  if (!operator.wildcards || !/[*?]/.test(value) || (operator.ofArns && parts.length >= 6)) {
    return false;
  }
  const [stem] = value.split(/[*?]/, 1);
  const start = `arn:${request.partition}:${parts[2] ?? ''}:${request.region}:${request.account}:`;
  const namesForeignAccount = /^[\d?]{12}$/.test(parts[4] ?? '');
  return (start.startsWith(stem) || stem.startsWith(start)) && !namesForeignAccount;
}
