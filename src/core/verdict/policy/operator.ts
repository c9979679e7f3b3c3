/** A condition operator, without its set prefix and its `IfExists`. */
export interface Operator {
  readonly kind: 'text' | 'number' | 'null';
  readonly negated?: boolean;
  readonly wildcards?: boolean;
  /** Whether a wildcard matches only within one component of an ARN. */
  readonly ofArns?: boolean;
  readonly ignoresCase?: boolean;
  /** Whether a number is in the relation that the operator means. */
  readonly compare?: (one: number, other: number) => boolean;
}

/** A condition operator as a statement writes it. */
export interface ParsedOperator {
  readonly operator: Operator;
  readonly set?: 'all' | 'any';
  readonly ifExists: boolean;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['stringequals', { kind: 'text' }],
  ['stringequalsignorecase', { kind: 'text', ignoresCase: true }],
  ['stringlike', { kind: 'text', wildcards: true }],
  ['arnequals', { kind: 'text', wildcards: true, ofArns: true }],
  ['arnlike', { kind: 'text', wildcards: true, ofArns: true }],
  ['bool', { kind: 'text', ignoresCase: true }],
  ['stringnotequals', { kind: 'text', negated: true }],
  ['stringnotequalsignorecase', { kind: 'text', negated: true, ignoresCase: true }],
  ['stringnotlike', { kind: 'text', negated: true, wildcards: true }],
  ['arnnotequals', { kind: 'text', negated: true, wildcards: true, ofArns: true }],
  ['arnnotlike', { kind: 'text', negated: true, wildcards: true, ofArns: true }],
  ['numericequals', { kind: 'number', compare: (one, other) => one === other }],
  ['numericnotequals', { kind: 'number', negated: true, compare: (one, other) => one === other }],
  ['numericlessthan', { kind: 'number', compare: (one, other) => one < other }],
  ['numericlessthanequals', { kind: 'number', compare: (one, other) => one <= other }],
  ['numericgreaterthan', { kind: 'number', compare: (one, other) => one > other }],
  ['numericgreaterthanequals', { kind: 'number', compare: (one, other) => one >= other }],
  ['null', { kind: 'null' }],
]);

/** Reads the name of an operator. Undefined for the operators that aren't evaluated, such as those of dates and addresses. */
export function operatorOf(name: string): ParsedOperator | undefined {
  const [, set, base, suffix] = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(name.toLowerCase())!;
  const operator = OPERATORS.get(base);
  return operator && !(operator.kind === 'null' && (set || suffix))
    ? { operator, set: set === undefined ? undefined : set === 'forallvalues' ? 'all' : 'any', ifExists: suffix !== undefined }
    : undefined;
}
