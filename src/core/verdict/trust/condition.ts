import { SOURCE_ACCOUNT, SOURCE_ARN } from './assume-role-request';
import { Answer, unknown, YES } from './trust-answer';
import { isSameContextKey } from '../../iam/context-keys';
import { textsOf } from '../../iam/untyped-json';

/** A condition operator, without its set prefix and its `IfExists`. */
export interface Operator {
  readonly negated?: boolean;
  readonly wildcards?: boolean;
  /** Whether a wildcard matches only within one component of an ARN. */
  readonly ofArns?: boolean;
  readonly ignoresCase?: boolean;
}

/** One condition of a statement. */
export interface Condition {
  readonly key: string;
  readonly values: readonly string[];
  readonly operator: Operator;
  /** Whether a request without the key meets the condition. AWS doesn't document which services always send the key. */
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

/** Reads a condition. The result is an answer if the condition can't be evaluated, or is always met. */
export function conditionOf(operatorName: string, keyName: string, listed: unknown): Condition | Answer {
  const key = [SOURCE_ACCOUNT, SOURCE_ARN].find((known) => isSameContextKey(known, keyName));
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

export function isCondition(value: Condition | Answer): value is Condition {
  return 'operator' in value;
}
