import { ContextEntry } from './question';
import { Grant } from '../grant/grant';
import { isSameContextKey } from '../iam/context-keys';

/** The workload makes requests with each value of these keys, so a denial of one value is a denial of the workload. */
export const FACT_KEYS = ['aws:ResourceAccount', 'cloudwatch:namespace', 'iam:PassedToService', 's3:prefix'];

/** The conditions of a grant as context: a request that meets all of them, as far as the text of the policy says it. */
export function compliantEntries({ conditions = {} }: Grant): ContextEntry[] {
  const entries = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, value]) => compliantEntry(operator, key, [value].flat())));
  // `Null` only asks for a value. Another condition on the key says which.
  const specific = entries.filter((entry) => entry.values[0] !== ANY);
  const isSpecific = (entry: ContextEntry) => specific.some(({ key }) => isSameContextKey(key, entry.key));
  return [...specific, ...entries.filter((entry) => entry.values[0] === ANY && !isSpecific(entry))];
}

/** A value that stands for any. */
const ANY = 'probe';

function compliantEntry(operator: string, key: string, values: readonly string[]): ContextEntry[] {
  const [, quantifier, name] = /^(For\w+:)?(\w+?)(?:IfExists)?$/.exec(operator)!;
  const entry = (type: ContextEntry['type'], compliant: readonly string[]) =>
    compliant.length === 0 ? [] : [{ key, type: quantifier ? 'stringList' as const : type, values: compliant }];
  if (name === 'Null') {
    return values[0] === 'false' ? entry('string', [ANY]) : [];
  }
  if (name === 'Bool') {
    return entry('boolean', values);
  }
  if (name.startsWith('Numeric')) {
    const fitting = (value: string) => String(Number(value) + (STEPS[name] ?? 0));
    return name.includes('Not') ? [] : entry('numeric', values.slice(0, 1).map(fitting));
  }
  // A request without the key meets a negated condition. The values for the rest aren't known before the deployment.
  return /^(?:String|Arn)(?!Not)/.test(name) ? entry('string', matching(key, values)) : [];
}

const STEPS: Readonly<Record<string, number>> = { NumericLessThan: -1, NumericGreaterThan: 1 };

function matching(key: string, patterns: readonly string[]): readonly string[] {
  if (key === 's3:prefix') {
    // A folder stands here with and without its slash. The one with the slash is enough.
    return patterns.filter((pattern) => pattern.endsWith('*')).map((pattern) => pattern.slice(0, -1));
  }
  // Only the deployment may know the values of a fact. The value of a policy variable isn't known at all.
  return FACT_KEYS.includes(key) ? patterns
    : patterns.filter((pattern) => !/\$\{(?:aws|\w+):/.test(pattern)).map((pattern) => pattern.replace(/\*/g, ANY));
}
