import { bucketContexts } from './bucket-place';
import { AskedWorkload } from './job-outputs';
import { targetsOf } from './probes';
import { Need, Question, QUESTION_VERSION, QuestionGroup, SourceType } from './question';
import { questionContexts, withResource } from './question-context';
import { assumedFeatures, requirements } from './requirements';
import { sampledPatterns } from './sampled-patterns';
import { SourceTypeData } from '../grant/data/policy-data';
import { featuresOf } from '../grant/features';
import { Grant } from '../grant/grant';
import { isSwitchedOff } from '../grant/grants';
import { isNamed } from '../grant/scope/scope-members';
import { trustedServices } from '../grant/trust';
import { WorkloadScope } from '../grant/workload';
import { Environment } from '../iam/environment';
import { groupBy } from '../iam/group-by';

/** The question that belongs to a workload: whether a role has the permissions that `grants` would give it. */
export function workloadQuestion(workload: WorkloadScope, environment: Environment): Question {
  const assumed = assumedFeatures(workload);
  const features = featuresOf(workload);
  return {
    version: QUESTION_VERSION,
    workload: workload.roleType,
    features,
    services: trustedServices(workload).map(({ service, feature, actions, undocumentedConditions, sourceTypes }) => ({
      service,
      ...actions.length > 1 ? { actions } : {},
      ...undocumentedConditions ? { undocumentedConditions } : {},
      ...feature !== undefined && assumed.has(feature) ? { assumption: { feature } } : {},
      ...sourceTypes ? { sourceTypes: neededSourceTypes(sourceTypes, workload, assumed) } : {},
    })),
    groups: questionGroups(requirements(workload, assumed, environment), environment, {
      name: workload.roleType, features, assumed, buckets: workload.buckets,
    }),
  };
}

/** The searches that the actions of a grant share. */
interface Finders {
  readonly bucketContext: ReturnType<typeof bucketContexts>;
  readonly patternsOf: ReturnType<typeof sampledPatterns>;
}

/** Grants as questions: the same actions on the same resources, made concrete, with the condition keys of the requests. */
export function questionGroups(granted: readonly (Grant & Need)[], environment: Environment, workload: AskedWorkload): QuestionGroup[] {
  const groups = new Map<string, Omit<QuestionGroup, 'actions'> & { readonly actions: Set<string> }>();
  const bucketContext = bucketContexts(workload.buckets);
  for (const grant of granted) {
    const patternsOf = sampledPatterns(grant.resources);
    for (const action of grant.actions) {
      for (const shared of groupsOf(action, grant, environment, workload, { bucketContext, patternsOf })) {
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

/**
 * The questions about one action, as the rest of a group that actions share. IAM reports missing condition keys for all actions of
 * a call, so actions share a group only if they share the context.
 */
function groupsOf(
  action: string, grant: Grant & Need, environment: Environment, workload: AskedWorkload, { bucketContext, patternsOf }: Finders,
): Omit<QuestionGroup, 'actions'>[] {
  const contexts = questionContexts(action, grant, environment, workload);
  return targetsOf(action, grant, environment, workload).flatMap(({ resources: all, certainty, ...target }) =>
    [...groupBy(all, (resource) => JSON.stringify(bucketContext(resource))).values()].flatMap((resources) => {
      const patterns = patternsOf(resources);
      return contexts.map((context) => withResource(bucketContext(resources[0]), context)).map(({ facts, assumed, ...output }) =>
        ({ resources, ...patterns.length > 0 ? { patterns } : {}, certainty, facts, assumed, ...needOf(grant, target, output) }));
    }));
}

/** A grant's own need, unless only some of its resources or contexts are assumed. */
function needOf({ assumption, notRequired }: Need, ...parts: readonly Pick<Need, 'assumption'>[]): Need {
  const assumed = assumption ?? parts.find((part) => part.assumption)?.assumption;
  return notRequired ? { notRequired } : assumed ? { assumption: assumed } : {};
}
