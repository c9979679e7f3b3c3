import { additionalGrants } from './additional-grants';
import { withoutCovered } from './covered-grants';
import { roleTypeData, StatementData } from './data/policy-data';
import { featuresOf } from './features';
import { fill } from './filling/statement-filling';
import { Grant } from './grant';
import { isNamed } from './scope/scope-members';
import { WorkloadScope } from './workload';
import { Environment } from '../iam/environment';

/**
 * The grants of a workload, in the order of its policy file, and then the user's own permissions.
 *
 * @param role the role's own ARN, for the statements that name it
 */
export function grants(workload: WorkloadScope, environment: Environment, role: string): Grant[] {
  return withoutCovered([...fill(selectedStatements(workload), workload, environment, role), ...additionalGrants(workload)]);
}

/** The statements that the features and the named properties of a workload select. */
export function selectedStatements(
  workload: WorkloadScope, statements: readonly StatementData[] = roleTypeData(workload.roleType).statements,
): StatementData[] {
  const chosen = new Set(featuresOf(workload));
  return statements.filter((statement) =>
    (!statement.feature || chosen.has(statement.feature))
    && !isSwitchedOff(statement.switch, workload)
    && (!statement.onlyWhenNamed || isNamed(statement.onlyWhenNamed, workload))
    && (!statement.onlyWhenOmitted || !isNamed(statement.onlyWhenOmitted, workload)));
}

/** Whether the workload excludes what this property states the need for. */
export function isSwitchedOff(property: string | undefined, workload: WorkloadScope): boolean {
  return property !== undefined && workload[property as keyof WorkloadScope] === false;
}
