import { Need, Question, QUESTION_VERSION } from './question';
import { questionGroups } from './questions';
import { assumedFeatures, requirements } from './requirements';
import { callerStatements, CONNECT_WORKLOAD } from '../grant/callers';
import { featuresOf } from '../grant/features';
import { Grant } from '../grant/grant';
import { selectedStatements } from '../grant/grants';
import { WorkloadScope } from '../grant/workload';
import { Environment } from '../iam/environment';

/** The question about a caller that connects to HyperPod. */
export function connectQuestion(granted: readonly Grant[], environment: Environment): Question {
  return callerQuestion(granted, environment, { roleType: CONNECT_WORKLOAD });
}

/**
 * The question about a caller that starts a workload.
 *
 * @param role the ARN of the role that the caller passes
 */
export function startQuestion(workload: WorkloadScope, environment: Environment, role: string): Question {
  const statements = selectedStatements(workload, callerStatements(workload));
  return callerQuestion(requirements(workload, assumedFeatures(workload), environment, statements, role), environment, workload);
}

/** A question about a caller has no service, because no service assumes the caller's role. */
function callerQuestion(granted: readonly (Grant & Need)[], environment: Environment, workload: WorkloadScope): Question {
  const name = workload.roleType;
  const features = name === CONNECT_WORKLOAD ? [] : featuresOf(workload);
  return {
    version: QUESTION_VERSION,
    workload: name,
    features,
    services: [],
    groups: questionGroups(granted, environment, { name, features, assumed: new Set<string>(), buckets: workload.buckets }),
  };
}
