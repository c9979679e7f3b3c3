import { ActionSet } from './action-set';
import { AuthorizationReference } from './authorization-reference';
import { hasPlaceholder } from '../expression/text-parts';
import type { StatementReport } from '../report';
import { CountedStatement } from './statement-report';

/**
 * Counts the actions that statements allow on any resource, under any condition. Each action counts once. A Deny removes an action only if it
 * applies to every resource, without any condition.
 */
export function effectiveActions(statements: readonly CountedStatement[], reference: AuthorizationReference): number {
  const allowed = new ActionSet(reference);
  for (const statement of statements) {
    if (statement.report.effect === 'Allow') {
      allow(statement, allowed, reference);
    }
  }
  for (const statement of statements) {
    if (statement.report.effect === 'Deny' && isUnconditional(statement.report)) {
      deny(statement, allowed);
    }
  }
  return allowed.size;
}

function allow({ report, actions }: CountedStatement, allowed: ActionSet, reference: AuthorizationReference): void {
  if (report.inverted.includes('actions')) {
    allowed.addAllExcept(new ActionSet(reference, actions));
  } else {
    actions.forEach((action) => allowed.add(action));
  }
}

function deny({ report, actions }: CountedStatement, allowed: ActionSet): void {
  if (!report.inverted.includes('actions')) {
    actions.forEach((action) => allowed.remove(action));
  } else if (!actions.some(hasPlaceholder)) {
    // An exception that only the deployment knows can be any action.
    allowed.retain(actions);
  }
}

function isUnconditional({ resources, inverted, conditions, when }: StatementReport): boolean {
  return resources.includes('*') && !inverted.includes('resources') && conditions.length === 0 && when === undefined;
}
