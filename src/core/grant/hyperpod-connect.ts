import { hyperPodConnectData } from './data/policy-data';
import { fill } from './filling/statement-filling';
import { Grant, ROLE_ARN_PLACEHOLDER } from './grant';
import { WorkloadScope } from './workload';
import { Environment } from '../iam/environment';

/** The name of the caller's permissions, used like a role type. */
export const CONNECT_WORKLOAD = 'hyperpod_connect';

/** The clusters that a caller connects to. An omitted list stands for every cluster of the account. */
export type ConnectedClusters = Pick<WorkloadScope, 'hyperPodClusters' | 'eksClusters'>;

/** The permissions that connecting to the clusters needs. */
export function connectGrants(clusters: ConnectedClusters, environment: Environment): Grant[] {
  return fill(hyperPodConnectData().statements, { roleType: CONNECT_WORKLOAD, ...clusters }, environment, ROLE_ARN_PLACEHOLDER);
}
