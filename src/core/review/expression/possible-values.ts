import { alternatives, hasChoice } from './alternatives';
import { conditionTerm } from './conditions';
import { displayText } from './display-text';
import { Defaults, Evaluator } from './evaluator';
import { expressionOf } from './expression';
import { follow } from './follow';
import { ALWAYS, both, Guard, opposite } from './guard';
import { Located, Template } from '../template/template';

/** A value that an expression may have, and the guard that leads to it. */
export interface PossibleValue extends Located {
  readonly guard: Guard;
}

/** A possible value and its text for people. Unknown parts are placeholders. */
export interface PossibleText extends PossibleValue {
  readonly text: string;
}

/**
 * The values that an expression may have, one by one: the members of a list, and both sides of an Fn::If, each under its condition.
 * AWS::NoValue adds none.
 */
export function possibleValues(located: Located, defaults: Defaults = 'named'): PossibleValue[] {
  return valuesOf(located, ALWAYS, new Evaluator(follow, defaults));
}

/** The texts that an expression of a template may become. */
export function possibleTexts(value: unknown, template: Template, defaults: Defaults = 'named'): PossibleText[] {
  return possibleValues({ value, template }, defaults).map((possible) =>
    ({ value: possible.value, template: possible.template, guard: possible.guard, text: displayText(possible, template, defaults) }));
}

function valuesOf(located: Located, guard: Guard, evaluator: Evaluator): PossibleValue[] {
  const { value, template } = located;
  const expression = expressionOf(value);
  switch (expression.kind) {
    case 'nothing': return [];
    case 'text':
    case 'object': return [{ value, template, guard }];
    case 'choice': {
      const term = conditionTerm(expression.condition, template);
      return ([[term, expression.whenTrue], [opposite(term), expression.whenFalse]] as const).flatMap(([one, side]) => {
        const inner = both(guard, [one]);
        return inner ? valuesOf({ value: side, template }, inner, evaluator) : [];
      });
    }
    default: {
      const members = evaluator.members(located);
      return members ? members.flatMap((member) => valuesOf(member, guard, evaluator)) : dividedValues(located, guard, evaluator);
    }
  }
}

/** A value that has an Fn::If inside is one value for each outcome of the condition. */
function dividedValues(located: Located, guard: Guard, evaluator: Evaluator): PossibleValue[] {
  const { value, template } = located;
  const divided = hasChoice(value) ? alternatives(located, guard) : undefined;
  return divided?.flatMap((one) => valuesOf({ value: one.value, template }, one.guard, evaluator)) ?? [{ value, template, guard }];
}
