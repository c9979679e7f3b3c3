import { Grant } from './grant';
import { patternMatches } from '../iam/patterns';

/**
 * The grants without the actions that another grant covers already.
 *
 * Features overlap: two of them write the same objects, one reads a table that another one's `*` contains. What remains is
 * needed by something, so that whoever removes a statement from the role takes something away.
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

/** Whether everything that a grant allows is allowed by another one. Of two alike, the first covers the second. */
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
