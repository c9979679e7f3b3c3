import { and, glob, not, or, Truth } from './truth';

/** The condition keys of a request, in lower case. A key that is not there, or undefined, is not sent. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Test = (pattern: string, value: string) => Truth;

const order = (parse: (text: string) => number, holds: (value: number, limit: number) => boolean): Test => (limit, value) =>
  Number.isNaN(parse(limit)) || Number.isNaN(parse(value)) ? undefined : holds(parse(value), parse(limit));
const EQUAL = (value: number, limit: number) => value === limit;
const LESS = (value: number, limit: number) => value < limit;
const LESS_OR_EQUAL = (value: number, limit: number) => value <= limit;

const ORDERS: Record<string, Test> = Object.fromEntries(([['numeric', Number], ['date', Date.parse]] as const).flatMap(([kind, parse]) => [
  [`${kind}equals`, order(parse, EQUAL)],
  [`${kind}lessthan`, order(parse, LESS)],
  [`${kind}lessthanequals`, order(parse, LESS_OR_EQUAL)],
  [`${kind}greaterthan`, order(parse, (value, limit) => LESS(limit, value))],
  [`${kind}greaterthanequals`, order(parse, (value, limit) => LESS_OR_EQUAL(limit, value))],
]));

/** The operators without `Not`, a set prefix and `IfExists`. */
const TESTS: Record<string, Test> = {
  ...ORDERS,
  stringequals: (pattern, value) => pattern === value,
  stringequalsignorecase: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
  stringlike: glob,
  bool: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
  arnequals: matchesArn,
  arnlike: matchesArn,
};

/**
 * Whether a request meets the conditions of a statement.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function meetsConditions(conditions: Conditions | undefined, context: Context): Truth {
  return and(Object.entries(conditions ?? {}).flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) =>
    meetsCondition(operator.toLowerCase(), context[key.toLowerCase()], [values].flat().map(String), context))));
}

function meetsCondition(operator: string, sent: string | readonly string[] | undefined, patterns: readonly string[], context: Context): Truth {
  const [, set, name, ifExists] = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/.exec(operator) ?? [];
  if (name === 'null') {
    return or(patterns.map((pattern) => (pattern === 'true') === (sent === undefined)));
  }
  const negated = /^(string|numeric|date|arn)not/.test(name ?? '');
  if (sent === undefined) {
    // AWS documents neither which of the two wins in ForAnyValue:…IfExists.
    return set === 'foranyvalue' ? (ifExists ? undefined : false) : ifExists !== undefined || set === 'forallvalues' || negated;
  }
  const test = TESTS[(name ?? '').replace('not', '')];
  const meets = (value: string): Truth => {
    const hit = or(patterns.map((pattern) => {
      const filled = filledIn(pattern, context);
      return filled === undefined || !test ? undefined : test(filled, value);
    }));
    return negated ? not(hit) : hit;
  };
  const each = [sent].flat().map(meets);
  return set === 'forallvalues' ? and(each) : set === 'foranyvalue' ? or(each) : each.length === 1 ? each[0] : undefined;
}

/** A text with its policy variables filled in. Undefined if the request does not have one of them. */
export function filledIn(text: string, context: Context): string | undefined {
  let isKnown = true;
  const filled = text.replace(/\$\{([^}]*)\}/g, (_, variable: string) => {
    const [, key, preset] = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?$/.exec(variable) ?? [];
    const value = context[(key ?? '').toLowerCase()] ?? preset;
    isKnown &&= typeof value === 'string';
    return String(value);
  });
  return isKnown ? filled : undefined;
}

/** The six components of an ARN are compared one by one. */
function matchesArn(pattern: string, arn: string): Truth {
  const [expected, actual] = [pattern, arn].map((text) => /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):([^]*)$/.exec(text)?.slice(1));
  // AWS does not say what a value means that is not an ARN.
  return expected === undefined || actual === undefined ? undefined : expected.every((component, index) => glob(component, actual[index]));
}
