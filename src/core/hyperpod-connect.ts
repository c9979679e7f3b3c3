import { Grant } from './grant';
import { fill } from './grants';
import { hyperPodConnectData } from './policy-data';
import { JUDGED_ROLE, Question, QUESTION_VERSION } from './question';
import { questionGroups } from './questions';
import { Environment, WorkloadScope } from './workload';

const WORKLOAD = 'hyperpod_connect';

/** The clusters that a caller connects to; what is left out stands for any of the account. */
export type ConnectedClusters = Pick<WorkloadScope, 'hyperPodClusters' | 'eksClusters'>;

/** What connecting to the clusters takes. */
export function connectGrants(clusters: ConnectedClusters, environment: Environment): Grant[] {
  return fill(hyperPodConnectData().statements, { roleType: WORKLOAD, ...clusters }, environment, JUDGED_ROLE);
}

/** How a caller is asked about it. Nobody has to trust who connects. */
export function connectQuestion(granted: readonly Grant[], environment: Environment): Question {
  return { version: QUESTION_VERSION, workload: WORKLOAD, services: [], groups: questionGroups(granted, environment, WORKLOAD) };
}
