import { AskedWorkload } from './job-outputs';
import { Need, Question, QUESTION_VERSION } from './question';
import { questionGroups } from './questions';
import { assumedFeatures, requirements } from './requirements';
import { CONNECT_WORKLOAD, selectedCallerStatements } from '../grant/callers';
import { featuresOf } from '../grant/features';
import { Grant } from '../grant/grant';
import { WorkloadScope } from '../grant/workload';
import { Environment } from '../iam/environment';

/** The question about a caller that connects to HyperPod. */
export function connectQuestion(granted: readonly Grant[], environment: Environment): Question {
  return callerQuestion(granted, environment, { name: CONNECT_WORKLOAD, features: [], assumed: new Set() });
}

/**
 * The question about a caller that starts a workload.
 *
 * @param role the ARN of the role that the caller passes
 */
export function startQuestion(workload: WorkloadScope, environment: Environment, role: string): Question {
  const needed = requirements(workload, assumedFeatures(workload), environment, selectedCallerStatements(workload), role);
  return callerQuestion(needed, environment, {
    name: workload.roleType, features: featuresOf(workload), assumed: new Set(), buckets: workload.buckets,
  });
}

/** A question about a caller has no service, because no service assumes the caller's role. */
function callerQuestion(granted: readonly (Grant & Need)[], environment: Environment, workload: AskedWorkload): Question {
  const { name, features } = workload;
  return { version: QUESTION_VERSION, workload: name, features, services: [], groups: questionGroups(granted, environment, workload) };
}
