import { Assumption, Need } from './question';
import { additionalGrants } from '../grant/additional-grants';
import { withoutCovered } from '../grant/covered-grants';
import { StatementData } from '../grant/data/policy-data';
import { featureOrigins } from '../grant/features';
import { fill } from '../grant/filling/statement-filling';
import { Grant, ROLE_ARN_PLACEHOLDER } from '../grant/grant';
import { selectedStatements } from '../grant/grants';
import { isNamed } from '../grant/scope/scope-members';
import { featuresThatUse, NAME_PREFIX, usedProperties } from '../grant/scope/statement-scopes';
import { WorkloadScope } from '../grant/workload';
import { Environment } from '../iam/environment';

/** A grant, and how much the workload needs it. */
export type Requirement = Grant & Need;

/** The needs of a workload: the grants of its role, and the reasons why a role may not need some of them. */
export function requirements(
  workload: WorkloadScope, assumed: ReadonlySet<string>, environment: Environment,
  statements: readonly StatementData[] = selectedStatements(workload), role = ROLE_ARN_PLACEHOLDER,
): Requirement[] {
  const needed = statements.flatMap((statement) => {
    const assumption = assumptionOf(statement, workload, assumed);
    return fill([statement], workload, environment, role).flatMap((grant) => byNeed(grant, statement, assumption));
  });
  const all: Requirement[] = [...needed, ...additionalGrants(workload)];
  // A need that is only assumed never takes the place of one that is certain.
  return withoutCovered(all, (wide, narrow) => weight(wide) >= weight(narrow));
}

/**
 * The features that no one states: the user neither lists them, nor names a property that only they use.
 *
 * A prefix of names states no feature, because it says how things are named, and not which of them there are.
 */
export function assumedFeatures(workload: WorkloadScope): ReadonlySet<string> {
  const statements = selectedStatements(workload);
  const named = new Set(statements.flatMap(usedProperties).filter((property) => property !== NAME_PREFIX && isNamed(property, workload)));
  const stated = [...named].map((property) => featuresThatUse(property, { statements })).flatMap((users) => users.length === 1 ? users : []);
  return new Set([...featureOrigins(workload)].filter(([feature, origin]) => origin === 'default' && !stated.includes(feature)).map(([feature]) => feature));
}

function assumptionOf(
  { feature, assumedWhenNamed, switch: property }: StatementData, workload: WorkloadScope, assumed: ReadonlySet<string>,
): Assumption | undefined {
  if (property !== undefined && workload[property as keyof WorkloadScope] === true) {
    return undefined;
  }
  if (feature !== undefined && assumed.has(feature)) {
    return { feature };
  }
  return assumedWhenNamed !== undefined && isNamed(assumedWhenNamed, workload) ? { property } : undefined;
}

/** The part of a grant that the workload needs, and the part that is granted for convenience. */
function byNeed(grant: Grant, { notRequired = [] }: StatementData, assumption: Assumption | undefined): Requirement[] {
  const part = (actions: readonly string[], need: Need) => actions.length === 0 ? [] : [{ ...grant, actions, ...need }];
  return [
    ...part(grant.actions.filter((action) => !notRequired.includes(action)), assumption ? { assumption } : {}),
    ...part(grant.actions.filter((action) => notRequired.includes(action)), { notRequired: true }),
  ];
}

function weight({ assumption, notRequired }: Need): number {
  return notRequired ? 0 : assumption ? 1 : 2;
}
