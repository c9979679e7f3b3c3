import { Certainty, ContextEntry, Question, QUESTION_VERSION, QuestionGroup } from './question';
import { Grant, ROLE_ARN_PLACEHOLDER } from '../grant/grant';
import { grants, trustedServices } from '../grant/grants';
import { questionData } from '../grant/policy-data';
import { Environment, WorkloadScope } from '../grant/workload';
import { patternMatches } from '../iam/patterns';

/** The question that belongs to a workload: whether a role has what `grants` would give it. */
export function workloadQuestion(workload: WorkloadScope, environment: Environment): Question {
  return {
    version: QUESTION_VERSION,
    workload: workload.roleType,
    services: trustedServices(workload).map(({ service }) => service),
    groups: questionGroups(grants(workload, environment, ROLE_ARN_PLACEHOLDER), environment, workload.roleType),
  };
}

/** Grants as questions: the same actions on the same resources, made concrete, under the conditions that they carry. */
export function questionGroups(granted: readonly Grant[], environment: Environment, workload: string): QuestionGroup[] {
  const groups: Mutable[] = [];
  for (const grant of granted) {
    for (const action of grant.actions) {
      for (const [certainty, resources] of resourcesByCertainty(action, grant, environment, workload)) {
        const assumed = assumedContext(action, grant, environment);
        const facts = conditionEntries(grant).filter(({ key }) => FACT_KEYS.includes(key));
        const known = new Set(facts.map(({ key }) => key));
        add(groups, { action, resources, certainty, facts, assumed: assumed.filter(({ key }) => !known.has(key)) });
      }
    }
  }
  return groups.map(({ actions, ...group }) => ({ actions: [...actions], ...group }));
}

/** Keys of which the workload makes requests with each value, so that a denial under one is one of the workload. */
const FACT_KEYS = ['aws:ResourceAccount', 'cloudwatch:namespace', 'iam:PassedToService', 's3:prefix'];

interface Mutable {
  actions: Set<string>;
  resources: readonly string[];
  certainty: Certainty;
  facts: readonly ContextEntry[];
  assumed: readonly ContextEntry[];
}

/** Adds an action to the group that asks about the same resources in the same context: a key that only another action has must not answer for it. */
function add(groups: Mutable[], { action, ...rest }: Omit<Mutable, 'actions'> & { action: string }): void {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const group = groups.find((candidate) => candidate.certainty === rest.certainty && same(candidate.resources, rest.resources)
    && same(candidate.facts, rest.facts) && same(candidate.assumed, rest.assumed));
  if (group) {
    group.actions.add(action);
  } else {
    groups.push({ actions: new Set([action]), ...rest });
  }
}

function resourcesByCertainty(action: string, grant: Grant, environment: Environment, workload: string): Map<Certainty, string[]> {
  const byCertainty = new Map<Certainty, string[]>();
  for (const resource of grant.resources) {
    const certainty = certaintyOf(action, resource, grant);
    const concrete = resource === '*' ? [resource] : probes(action, resource, environment, workload);
    byCertainty.set(certainty, [...new Set([...byCertainty.get(certainty) ?? [], ...concrete])]);
  }
  return byCertainty;
}

function certaintyOf(action: string, resource: string, grant: Grant): Certainty {
  if (resource === '*') {
    return questionData().unscopableActions.includes(action) ? 'concrete' : 'any';
  }
  return !resource.includes('*') || grant.exactTargets.includes(resource) ? 'concrete' : 'probe';
}

/** Concrete resources for a pattern, in the type that the action takes. */
function probes(action: string, resource: string, environment: Environment, workload: string): string[] {
  const known = questionData().probes.find(({ pattern, actions, workloads }) =>
    resource.includes(pattern) && (!actions || actions.includes(action)) && (!workloads || workloads.includes(workload)));
  const probed = known ? [known.probe].flat().map((probe) => resource.replace(known.pattern, probe)) : [resource];
  return probed.flatMap((pattern) => withoutWildcards(pattern, environment));
}

function withoutWildcards(resource: string, { region, account }: Environment): string[] {
  const [prefix, partition, service, place, owner, ...rest] = resource.split(':');
  if (prefix !== 'arn') {
    // An ARN that only the deployment knows, with something behind it.
    return [resource.replace(/\*/g, 'probe')];
  }
  // What may be of any account is open because it is of another one.
  const owners = owner !== '*' ? [owner]
    : [account, ...questionData().foreignOwners.filter(({ pattern }) => resource.includes(pattern)).map((foreign) => foreign.account)];
  return owners.map((one) =>
    [prefix, partition, service, place === '*' ? region : place, one, rest.join(':').replace(/\*/g, 'probe')].join(':'));
}

/** The keys whose values are not certain: those that are documented for the action, and the grant's own conditions. */
function assumedContext(action: string, grant: Grant, { region, account }: Environment): ContextEntry[] {
  const own = conditionEntries(grant);
  const isNamedHere = grant.namedResources.length > 0;
  const documented = questionData().assumedContext
    .filter(({ actions, named }) => (actions === action || actions.endsWith(':*') && action.startsWith(actions.slice(0, -1)))
      && (!named || isNamedHere))
    .map(({ key, type, values }) => ({
      key, type, values: values.map((value) => value.replace('{region}', region).replace('{account}', account)),
    }));
  const admitted = documented.map((entry) => {
    const patterns = grantedValues(grant, entry.key);
    const values = patterns ? entry.values.filter((value) => patterns.some((pattern) => patternMatches(pattern, value))) : entry.values;
    return values.length > 0 ? { ...entry, values } : undefined;
  }).filter((entry) => entry !== undefined);
  return [...admitted, ...own.filter(({ key }) => !admitted.some((entry) => entry.key === key))];
}

function grantedValues({ conditions }: Grant, key: string): readonly string[] | undefined {
  const values = Object.values(conditions ?? {}).flatMap((keys) => keys[key] ?? []);
  return values.length > 0 ? values : undefined;
}

/** The conditions of a grant as context: patterns become values that match them. */
function conditionEntries({ conditions = {} }: Grant): ContextEntry[] {
  return Object.entries(conditions).flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]): ContextEntry => {
    const patterns = typeof value === 'string' ? [value] : value;
    return {
      key,
      type: operator === 'Bool' ? 'boolean' : /^For(All|Any)/.test(operator) ? 'stringList' : 'string',
      // Of a folder with and without its slash, the one with it stands for both.
      values: key === 's3:prefix' ? patterns.filter((pattern) => pattern.endsWith('*')).map((pattern) => pattern.slice(0, -1))
        // Those of a fact may be known to the deployment alone.
        : FACT_KEYS.includes(key) ? patterns : patterns.map((pattern) => pattern.replace(/\*/g, 'probe')),
    };
  }));
}
