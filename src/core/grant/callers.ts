import { withoutCovered } from './covered-grants';
import { callerData, hasCallerData, StatementData } from './data/policy-data';
import { fill } from './filling/statement-filling';
import { Grant, ROLE_ARN_PLACEHOLDER } from './grant';
import { selectedStatements } from './grants';
import { WorkloadScope } from './workload';
import { Environment } from '../iam/environment';

/** The name of the permissions of a caller that connects to HyperPod, used like a role type. */
export const CONNECT_WORKLOAD = 'hyperpod_connect';

/** The clusters that a caller connects to. An omitted list stands for every cluster of the account. */
export type ConnectedClusters = Pick<WorkloadScope, 'hyperPodClusters' | 'eksClusters'>;

/** The permissions that connecting to the clusters needs. */
export function connectGrants(clusters: ConnectedClusters, environment: Environment): Grant[] {
  return fill(callerData(CONNECT_WORKLOAD).statements, { roleType: CONNECT_WORKLOAD, ...clusters }, environment, ROLE_ARN_PLACEHOLDER);
}

/** The statements for a caller that starts a workload. No call of AWS starts a job on a HyperPod cluster, so that type has none. */
export function callerStatements({ roleType }: Pick<WorkloadScope, 'roleType'>): readonly StatementData[] {
  return hasCallerData(roleType) ? callerData(roleType).statements : [];
}

/** Those of them that the features and the named properties of a workload select. */
export function selectedCallerStatements(workload: WorkloadScope): StatementData[] {
  return selectedStatements(workload, callerStatements(workload));
}

/** The actions of a caller that starts a workload. */
export function callerActions(workload: WorkloadScope): string[] {
  return selectedCallerStatements(workload).flatMap(({ actions }) => actions);
}

/**
 * The permissions of a caller that starts a workload.
 *
 * @param role the ARN of the role that the caller passes
 */
export function callerGrants(workload: WorkloadScope, environment: Environment, role: string): Grant[] {
  const granted = fill(selectedCallerStatements(workload), workload, environment, role);
  // The policy belongs to the caller, so it makes no circle with the role that it names.
  return withoutCovered(granted).map((grant) => ({ ...grant, namesRole: false }));
}
