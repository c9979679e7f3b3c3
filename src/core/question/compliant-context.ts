import { contextTypeOf } from './context-types';
import { ContextEntry } from './question';
import { jobConditionsData } from '../grant/data/job-condition-data';
import { fillTemplate } from '../grant/filling/template-filling';
import { Grant } from '../grant/grant';
import { isSameContextKey } from '../iam/context-keys';
import { Environment } from '../iam/environment';

/** The workload makes requests with each value of these keys, so a denial of one value is a denial of the workload. */
export const FACT_KEYS = ['aws:ResourceAccount', 'cloudwatch:namespace', 'iam:PassedToService', 's3:prefix'];

/** The conditions of a grant as context: a request that meets all of them, as far as the text of the policy says it. */
export function compliantEntries({ conditions = {} }: Grant, environment: Environment): ContextEntry[] {
  const { Null: presence = {}, ...others } = conditions;
  const entries = Object.entries(others).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, value]) => compliantEntry(operator, key, [value].flat())));
  // `Null` only asks for a value. Another condition on the key says which.
  const present = Object.entries(presence).filter(([name, value]) => [value].flat()[0] === 'false'
    && !entries.some(({ key }) => isSameContextKey(key, name))).map(([key]) => sampleEntry(key, environment));
  return [...entries, ...present];
}

/** A part of a value that stands for any text. */
const ANY = 'probe';

function sampleEntry(key: string, environment: Environment): ContextEntry {
  const sample = jobConditionsData().samples[key];
  const values = [sample === undefined ? ANY : fillTemplate(sample, { ...environment })];
  return { key, type: contextTypeOf(key, values), values };
}

function compliantEntry(operator: string, key: string, values: readonly string[]): ContextEntry[] {
  const [, quantifier, name] = /^(For\w+:)?(\w+?)(?:IfExists)?$/.exec(operator)!;
  const entry = (type: ContextEntry['type'], compliant: readonly string[]) =>
    compliant.length === 0 ? [] : [{ key, type: quantifier ? 'stringList' as const : type, values: compliant }];
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
