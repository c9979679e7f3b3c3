import { Evaluator } from './evaluator';
import { expressionOf } from './expression';
import { forComparison } from './text-parts';
import { Located } from '../template/template';

/**
 * A text that two expressions share only if they become the same in a deployment, whatever templates they are in. It finds exports and names of roles.
 * It doesn't follow exports, because it is what finds them.
 */
export function identityText(located: Located): string {
  return forComparison(new Evaluator(followParameters).text(located));
}

/** Goes to what parents pass for parameters. Each step leads to a parent, so it ends. */
function followParameters(located: Located): Located {
  const next = passedValue(located);
  return next && next.template !== located.template ? followParameters(next) : next ?? located;
}

/** What a parent, or the cloud assembly, passes for a parameter. */
export function passedValue({ value, template }: Located): Located | undefined {
  const expression = expressionOf(value);
  if (expression.kind !== 'reference' || expression.reference.attribute !== undefined) {
    return undefined;
  }
  const { logicalId } = expression.reference;
  return template.resources.has(logicalId) ? undefined : template.given.get(logicalId);
}
