import { conditionTerm } from './condition-term';
import { both, Guard, opposite } from './guard';
import { intrinsicOf } from './intrinsic';
import { isObject } from '../template/json-value';
import { Located, Template } from '../template/template';

/** What a value is where a guard holds, without any Fn::If. */
export interface Alternative {
  readonly value: unknown;
  readonly guard: Guard;
}

/** With more conditions than that in one statement, nobody reads what they make of it. */
const MOST_CONDITIONS = 4;

/**
 * What a value is under each way that the conditions within it may turn out: so that what one side of an Fn::If narrows is not taken for
 * narrowed on the other. Nothing where there are too many.
 */
export function alternatives({ value, template }: Located, guard: Guard): Alternative[] | undefined {
  const conditions = new Set<string>();
  collectConditions(value, conditions);
  return conditions.size > MOST_CONDITIONS ? undefined : divided(withoutNothing(value), template, guard);
}

function divided(value: unknown, template: Template, guard: Guard): Alternative[] {
  const condition = firstCondition(value);
  if (condition === undefined) {
    return [{ value, guard }];
  }
  const term = conditionTerm(condition, template);
  return [true, false].flatMap((holds) => {
    const inner = both(guard, [holds ? term : opposite(term)]);
    return inner ? divided(withoutNothing(assumed(value, condition, holds)), template, inner) : [];
  });
}

/** The condition and the two sides of an Fn::If. */
function sidesOf(value: unknown): [string, unknown, unknown] | undefined {
  const intrinsic = intrinsicOf(value);
  return intrinsic?.name === 'If' && Array.isArray(intrinsic.argument) && typeof intrinsic.argument[0] === 'string'
    ? intrinsic.argument as [string, unknown, unknown] : undefined;
}

function collectConditions(value: unknown, found: Set<string>): void {
  const sides = sidesOf(value);
  if (sides) {
    found.add(sides[0]);
  }
  innerOf(value).forEach((inner) => collectConditions(inner, found));
}

function firstCondition(value: unknown): string | undefined {
  const sides = sidesOf(value);
  if (sides) {
    return sides[0];
  }
  for (const inner of innerOf(value)) {
    const found = firstCondition(inner);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function innerOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function assumed(value: unknown, condition: string, holds: boolean): unknown {
  const sides = sidesOf(value);
  if (sides?.[0] === condition) {
    return assumed(holds ? sides[1] : sides[2], condition, holds);
  }
  return withMembers(value, (inner) => assumed(inner, condition, holds));
}

/** Without the items and properties that AWS::NoValue takes out. */
function withoutNothing(value: unknown): unknown {
  return withMembers(value, (inner) => isNothing(inner) ? undefined : withoutNothing(inner));
}

function isNothing(value: unknown): boolean {
  const intrinsic = intrinsicOf(value);
  return intrinsic?.name === 'Ref' && intrinsic.argument === 'AWS::NoValue';
}

/** An object or a list with its members changed, and without those that become undefined. */
function withMembers(value: unknown, change: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(change).filter((item) => item !== undefined);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]).filter(([, inner]) => inner !== undefined));
}
