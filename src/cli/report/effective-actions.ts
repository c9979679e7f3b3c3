import { ActionSet } from './action-set';
import { AuthorizationReference } from './authorization-reference';
import type { StatementReport } from './model';

/**
 * How many actions statements allow, each counted once, on whatever resource and under whatever condition. A Deny takes an action
 * away where it always does: on every resource, without any condition.
 */
export function effectiveActions(statements: readonly StatementReport[], reference: AuthorizationReference): number {
  const allowed = new ActionSet(reference);
  for (const statement of statements) {
    if (statement.effect === 'Allow') {
      allow(statement, allowed, reference);
    }
  }
  for (const statement of statements) {
    if (statement.effect === 'Deny' && isUnconditional(statement)) {
      deny(statement, allowed);
    }
  }
  return allowed.size;
}

function allow(statement: StatementReport, allowed: ActionSet, reference: AuthorizationReference): void {
  if (!statement.inverted.includes('actions')) {
    actionsOf(statement).forEach((action) => allowed.add(action));
    return;
  }
  allowed.addAllBut(new ActionSet(reference, actionsOf(statement)));
}

function deny(statement: StatementReport, allowed: ActionSet): void {
  if (statement.inverted.includes('actions')) {
    allowed.retain(actionsOf(statement));
  } else {
    actionsOf(statement).forEach((action) => allowed.remove(action));
  }
}

function isUnconditional({ resources, inverted, conditions, when }: StatementReport): boolean {
  return resources.includes('*') && !inverted.includes('resources') && conditions.length === 0 && when === undefined;
}

function actionsOf({ services }: StatementReport): string[] {
  return services.flatMap(({ actions }) => actions);
}
