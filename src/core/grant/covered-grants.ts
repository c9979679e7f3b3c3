import { Grant } from './grant';
import { patternMatches } from '../iam/patterns';

/**
 * The grants without the actions that another grant already covers.
 *
 * Features overlap: two of them write the same objects, or the `*` of one contains a table of another. Without the overlap,
 * every statement of the role matters, and a validation notices each one that is removed.
 */
export function withoutCovered(grants: readonly Grant[]): Grant[] {
  const byAction = new Map<string, Grant[]>();
  for (const grant of grants) {
    for (const action of grant.actions) {
      byAction.set(action, [...byAction.get(action) ?? [], grant]);
    }
  }
  return grants.flatMap((grant) => {
    const actions = grant.actions.filter((action) => {
      const others = byAction.get(action)!;
      return others.length === 1 || !others.some((other) => other !== grant && covers(other, grant, grants));
    });
    return actions.length === 0 ? [] : [actions.length === grant.actions.length ? grant : { ...grant, actions }];
  });
}

/** Whether one grant allows everything that another one does. The first of two equal grants covers the second. */
function covers(wide: Grant, narrow: Grant, order: readonly Grant[]): boolean {
  return containsResources(wide, narrow) && weakerConditions(wide, narrow)
    && !(containsResources(narrow, wide) && weakerConditions(narrow, wide) && order.indexOf(narrow) < order.indexOf(wide));
}

function containsResources(wide: Grant, narrow: Grant): boolean {
  return narrow.resources.every((resource) => wide.resources.some((pattern) => patternMatches(pattern, resource)));
}

function weakerConditions(wide: Grant, narrow: Grant): boolean {
  return wide.conditions === undefined || JSON.stringify(wide.conditions) === JSON.stringify(narrow.conditions);
}
