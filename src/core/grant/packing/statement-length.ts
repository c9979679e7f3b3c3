import type { Conditions } from '../data/policy-types';

/** A statement as IAM accepts it. */
export interface PolicyStatementJson {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Conditions;
}

/** The longest possible length of a string after the deployment. */
export type LengthOf = (value: string) => number;

/** The characters of a statement in its document, including the comma after it. */
export function statementLength(statement: PolicyStatementJson, lengthOf: LengthOf): number {
  return jsonLength(statement, lengthOf) + 1;
}

/** @param single whether a list of one is written as its member, as everywhere except in conditions */
export function jsonLength(value: unknown, lengthOf: LengthOf, single = true): number {
  if (typeof value === 'string') {
    // JSON escapes no character of a token.
    return lengthOf(value) + JSON.stringify(value).length - value.length;
  }
  if (single && Array.isArray(value) && value.length === 1) {
    return jsonLength(value[0], lengthOf);
  }
  const entries = Array.isArray(value)
    ? value.map((item) => jsonLength(item, lengthOf, single))
    : Object.entries(value as object).map(([key, item]) => key.length + 3 + jsonLength(item, lengthOf, single && key !== 'Condition'));
  return entries.reduce((sum, length) => sum + length, 2 + Math.max(0, entries.length - 1));
}
