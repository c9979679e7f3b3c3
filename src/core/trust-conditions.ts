import { wildcardMatch } from './patterns';
import { all, Answer, no, unknown, YES } from './trust-answer';
import { isObject, textsOf } from './untyped-json';

const SOURCE_ACCOUNT = 'aws:SourceAccount';
const SOURCE_ARN = 'aws:SourceArn';

/** The service that asks to assume the role, for a resource of the own account. */
export interface Asker {
  readonly service: string;
  readonly account: string;
  readonly partition: string;
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

/** Whether an asker's requests meet a statement's conditions. */
export function meetsConditions(operators: unknown, asker: Asker, denies: boolean): Answer {
  if (operators === undefined) {
    return YES;
  }
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

