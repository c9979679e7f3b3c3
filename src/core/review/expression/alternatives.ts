import { conditionTerm } from './conditions';
import { expressionOf } from './expression';
import { both, Guard, opposite } from './guard';
import { isObject } from '../../iam/untyped-json';
import { Located, Template } from '../template/template';

/** A value without any Fn::If, and the guard that leads to it. */
export interface Alternative {
  readonly value: unknown;
  readonly guard: Guard;
}

/** A statement that more conditions divide is unreadable. */
const MOST_CONDITIONS = 4;

/**
 * The values that an expression has for each outcome of the conditions inside it. So what one side of an Fn::If narrows doesn't seem
 * narrow on the other side. Undefined if there are too many conditions.
 */
export function alternatives({ value, template }: Located, guard: Guard): Alternative[] | undefined {
  return new Set(conditionsIn(value)).size > MOST_CONDITIONS ? undefined : divide(withoutNoValue(value), template, guard);
}

/** Whether a value depends on a condition of the template. */
export function hasChoice(value: unknown): boolean {
  return firstCondition(value) !== undefined;
}

function divide(value: unknown, template: Template, guard: Guard): Alternative[] {
  const condition = firstCondition(value);
  if (condition === undefined) {
    return [{ value, guard }];
  }
  const term = conditionTerm(condition, template);
  return [true, false].flatMap((holds) => {
    const inner = both(guard, [holds ? term : opposite(term)]);
    return inner ? divide(withoutNoValue(assume(value, condition, holds)), template, inner) : [];
  });
}

/** The conditions of the expressions in a value, in their order. */
function* conditionsIn(value: unknown): Generator<string, void> {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const expression = expressionOf(value);
  if (expression.kind === 'choice') {
    yield expression.condition;
  }
  for (const inner of Object.values(value)) {
    yield* conditionsIn(inner);
  }
}

function firstCondition(value: unknown): string | undefined {
  return conditionsIn(value).next().value ?? undefined;
}

/** The value if a condition holds, or if it doesn't. */
function assume(value: unknown, condition: string, holds: boolean): unknown {
  const expression = expressionOf(value);
  if (expression.kind === 'choice' && expression.condition === condition) {
    return assume(holds ? expression.whenTrue : expression.whenFalse, condition, holds);
  }
  return withMembers(value, (inner) => assume(inner, condition, holds));
}

/** The value without the items and properties that AWS::NoValue removes. */
function withoutNoValue(value: unknown): unknown {
  return withMembers(value, (inner) => isObject(inner) && expressionOf(inner).kind === 'nothing' ? undefined : withoutNoValue(inner));
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
