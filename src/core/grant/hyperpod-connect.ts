import { Grant, ROLE_ARN_PLACEHOLDER } from './grant';
import { fill } from './grants';
import { hyperPodConnectData } from './policy-data';
import { Environment, WorkloadScope } from './workload';

/** What the permissions of a caller are called, where a role type stands otherwise. */
export const CONNECT_WORKLOAD = 'hyperpod_connect';

/** The clusters that a caller connects to. An omitted list stands for every cluster of the account. */
export type ConnectedClusters = Pick<WorkloadScope, 'hyperPodClusters' | 'eksClusters'>;

/** The permissions that connecting to the clusters needs. */
export function connectGrants(clusters: ConnectedClusters, environment: Environment): Grant[] {
  return fill(hyperPodConnectData().statements, { roleType: CONNECT_WORKLOAD, ...clusters }, environment, ROLE_ARN_PLACEHOLDER);
}
