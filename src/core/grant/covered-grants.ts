import { isAdditional } from './additional-grants';
import { Grant } from './grant';
import { patternMatches } from '../iam/patterns';

/**
 * The grants without the actions that another grant already covers.
 *
 * Features overlap: two of them write the same objects, or the `*` of one contains a table of another. Without the overlap,
 * every statement of the role matters, and a validation notices each one that is removed.
 *
 * @param mayCover whether the first grant may take the place of the second
 */
export function withoutCovered<T extends Grant>(grants: readonly T[], mayCover: (wide: T, narrow: T) => boolean = () => true): T[] {
  const byAction = new Map<string, T[]>();
  for (const grant of grants) {
    for (const action of grant.actions) {
      byAction.set(action, [...byAction.get(action) ?? [], grant]);
    }
  }
  const covers = (wide: T, narrow: T) => mayCover(wide, narrow) && allowsAllOf(wide, narrow)
    // Otherwise a validation would ask about the user's wider resource, and not about the one that the workload surely uses.
    && !(isAdditional(wide) && !isAdditional(narrow))
    // The first of two equal grants covers the second.
    && !(mayCover(narrow, wide) && allowsAllOf(narrow, wide) && grants.indexOf(narrow) < grants.indexOf(wide));
  return grants.flatMap((grant) => {
    const actions = grant.actions.filter((action) => {
      const others = byAction.get(action)!;
      return others.length === 1 || !others.some((other) => other !== grant && covers(other, grant));
    });
    return actions.length === 0 ? [] : [actions.length === grant.actions.length ? grant : { ...grant, actions }];
  });
}

/** Whether one grant allows everything that another one does. */
function allowsAllOf(wide: Grant, narrow: Grant): boolean {
  return containsResources(wide, narrow) && weakerConditions(wide, narrow);
}

function containsResources(wide: Grant, narrow: Grant): boolean {
  return narrow.resources.every((resource) => wide.resources.some((pattern) => patternMatches(pattern, resource)));
}

function weakerConditions(wide: Grant, narrow: Grant): boolean {
  return wide.conditions === undefined || JSON.stringify(wide.conditions) === JSON.stringify(narrow.conditions);
}
