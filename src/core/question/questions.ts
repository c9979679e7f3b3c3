import { resourcesByCertainty } from './probes';
import { Need, Question, QUESTION_VERSION, QuestionGroup } from './question';
import { questionContext } from './question-context';
import { assumedFeatures, requirements } from './requirements';
import { featuresOf } from '../grant/features';
import { Grant } from '../grant/grant';
import { trustedServices } from '../grant/grants';
import { WorkloadScope } from '../grant/workload';
import { Environment } from '../iam/environment';

/** The question that belongs to a workload: whether a role has the permissions that `grants` would give it. */
export function workloadQuestion(workload: WorkloadScope, environment: Environment): Question {
  const assumed = assumedFeatures(workload);
  return {
    version: QUESTION_VERSION,
    workload: workload.roleType,
    features: featuresOf(workload),
    services: trustedServices(workload).map(({ service, feature }) => ({
      service, ...feature !== undefined && assumed.has(feature) ? { assumption: { feature } } : {},
    })),
    groups: questionGroups(requirements(workload, assumed, environment), environment, workload.roleType),
  };
}

/** Grants as questions: the same actions on the same resources, made concrete, with the condition keys of the requests. */
export function questionGroups(granted: readonly (Grant & Need)[], environment: Environment, workload: string): QuestionGroup[] {
  const groups = new Map<string, Omit<QuestionGroup, 'actions'> & { readonly actions: Set<string> }>();
  for (const grant of granted) {
    for (const action of grant.actions) {
      for (const [certainty, resources] of resourcesByCertainty(action, grant, environment, workload)) {
        // IAM reports missing condition keys for all actions of a call, so actions share a group only if they share the context.
        const shared = { resources, certainty, ...questionContext(action, grant, environment), ...needOf(grant) };
        const key = JSON.stringify(shared);
        const group = groups.get(key) ?? { actions: new Set<string>(), ...shared };
        groups.set(key, group);
        group.actions.add(action);
      }
    }
  }
  return [...groups.values()].map(({ actions, ...group }) => ({ actions: [...actions], ...group }));
}

function needOf({ assumption, notRequired }: Need): Need {
  return { ...assumption ? { assumption } : {}, ...notRequired ? { notRequired } : {} };
}
