import { resourcesByCertainty } from './probes';
import { Need, Question, QUESTION_VERSION, QuestionGroup, SourceType } from './question';
import { questionContext } from './question-context';
import { assumedFeatures, requirements } from './requirements';
import { SourceTypeData } from '../grant/data/policy-data';
import { featuresOf } from '../grant/features';
import { Grant } from '../grant/grant';
import { isSwitchedOff, trustedServices } from '../grant/grants';
import { isNamed } from '../grant/scope/scope-members';
import { WorkloadScope } from '../grant/workload';
import { Environment } from '../iam/environment';
import { groupBy } from '../iam/group-by';

/** The question that belongs to a workload: whether a role has the permissions that `grants` would give it. */
export function workloadQuestion(workload: WorkloadScope, environment: Environment): Question {
  const assumed = assumedFeatures(workload);
  return {
    version: QUESTION_VERSION,
    workload: workload.roleType,
    features: featuresOf(workload),
    services: trustedServices(workload).map(({ service, feature, sourceTypes }) => ({
      service,
      ...feature !== undefined && assumed.has(feature) ? { assumption: { feature } } : {},
      ...sourceTypes ? { sourceTypes: neededSourceTypes(sourceTypes, workload, assumed) } : {},
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

/** The kinds of resources that the workload has, each once. */
function neededSourceTypes(types: readonly SourceTypeData[], workload: WorkloadScope, assumed: ReadonlySet<string>): SourceType[] {
  const chosen = new Set(featuresOf(workload));
  const needed = types.filter(({ feature, switch: property }) => (!feature || chosen.has(feature)) && !isSwitchedOff(property, workload));
  return [...groupBy(needed, ({ type }) => type).values()].map(([{ type, feature, switch: property, undocumented }]) => ({
    type,
    ...undocumented ? { undocumented } : {},
    ...property !== undefined && !isNamed(property, workload) ? { assumption: { property } }
      : feature !== undefined && assumed.has(feature) ? { assumption: { feature } } : {},
  }));
}

function needOf({ assumption, notRequired }: Need): Need {
  return { ...assumption ? { assumption } : {}, ...notRequired ? { notRequired } : {} };
}
