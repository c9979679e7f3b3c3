import { Question, QUESTION_VERSION } from './question';
import { questionGroups } from './questions';
import { Grant } from '../grant/grant';
import { CONNECT_WORKLOAD } from '../grant/hyperpod-connect';
import { Environment } from '../iam/environment';

/** The question about a caller. It has no service, because no service assumes the caller's role. */
export function connectQuestion(granted: readonly Grant[], environment: Environment): Question {
  const workload = { name: CONNECT_WORKLOAD, features: [], assumed: new Set<string>() };
  return {
    version: QUESTION_VERSION, workload: CONNECT_WORKLOAD, features: [], services: [], groups: questionGroups(granted, environment, workload),
  };
}
