import { Evaluator } from './evaluator';
import { expressionOf } from './expression';
import { forComparison } from './text-parts';
import { Located } from '../template/template';

/**
 * A text that two expressions of any two templates share only if they become the same in a deployment. It finds exports and names of roles.
 * It doesn't follow exports, because it is what finds them.
 */
export function identityText(located: Located): string {
  return typeof located.value === 'string' ? located.value : forComparison(new Evaluator(followParameters).text(located));
}

/** Follows parameters to the values that parents pass. Each step leads to a parent, so it ends. */
function followParameters(located: Located): Located {
  const next = passedValue(located);
  return next && next.template !== located.template ? followParameters(next) : next ?? located;
}

/** The value that a parent, or the cloud assembly, passes for a parameter. */
export function passedValue({ value, template }: Located): Located | undefined {
  const expression = expressionOf(value);
  if (expression.kind !== 'reference' || expression.reference.attribute !== undefined) {
    return undefined;
  }
  const { logicalId } = expression.reference;
  return template.resources.has(logicalId) ? undefined : template.given.get(logicalId);
}
