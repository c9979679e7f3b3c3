import { ResourceContext } from './bucket-place';
import { compliantEntries, FACT_KEYS } from './compliant-context';
import { AskedWorkload, jobOutputs } from './job-outputs';
import { ContextEntry, Need } from './question';
import { questionData } from '../grant/data/policy-data';
import { Grant } from '../grant/grant';
import { Environment } from '../iam/environment';
import { patternMatches } from '../iam/patterns';

/** A value of the data that stands for the namespaces of the workload's jobs. */
const NAMESPACE = '{namespace}';

/** The condition keys of the requests for an action. */
export interface QuestionContext extends Pick<Need, 'assumption'> {
  readonly facts: ContextEntry[];
  readonly assumed: ContextEntry[];
}

/** The contexts of the requests for an action: one for each namespace if the action writes metrics. */
export function questionContexts(action: string, grant: Grant, environment: Environment, workload: AskedWorkload): QuestionContext[] {
  const context = questionContext(action, grant, environment);
  const isNamespace = ({ values }: ContextEntry) => values.includes(NAMESPACE);
  const open = context.assumed.find(isNamespace);
  if (!open) {
    return [context];
  }
  const others = context.assumed.filter((entry) => entry !== open);
  const outputs = jobOutputs(workload).map(({ namespace, assumption }) =>
    ({ ...context, assumed: [...others, { ...open, values: [namespace] }], ...assumption ? { assumption } : {} }));
  return outputs.length > 0 ? outputs : [{ ...context, assumed: others }];
}

/** The same context with the entries of a resource, which take the place of others. */
export function withResource(known: ResourceContext, { facts, assumed, ...context }: QuestionContext): QuestionContext {
  const isOther = ({ key }: ContextEntry) => ![...known.facts, ...known.assumed].some((entry) => entry.key === key);
  return { ...context, facts: [...facts.filter(isOther), ...known.facts], assumed: [...assumed.filter(isOther), ...known.assumed] };
}

/** The condition keys that the grant carries, and those that AWS documents for the action. */
function questionContext(action: string, grant: Grant, environment: Environment): QuestionContext {
  const own = compliantEntries(grant, environment);
  const facts = own.filter(({ key }) => FACT_KEYS.includes(key))
    // Of several services that may receive a role, the workload passes it to one.
    .map((entry) => entry.key === 'iam:PassedToService' && entry.values.length > 1 ? { ...entry, oneSuffices: true } : entry);
  const documented = documentedEntries(action, grant, environment);
  const assumed = [...documented, ...own.filter(({ key }) => !documented.some((entry) => entry.key === key))];
  return { facts, assumed: assumed.filter(({ key }) => !facts.some((fact) => fact.key === key)) };
}

/** The keys that AWS documents for the action, with the values that the grant admits. */
function documentedEntries(action: string, grant: Grant, { region, account }: Environment): ContextEntry[] {
  return questionData().assumedContext
    .filter(({ actions }) => actionMatches(actions, action))
    // A row for the action itself takes the place of the row for all actions of its service.
    .filter(({ actions, key }, _, rows) => actions === action || !rows.some((other) => other.actions === action && other.key === key))
    .map(({ key, type, values }) => ({
      key, type, values: admitted(key, grant, values.map((value) => value.replace('{region}', region).replace('{account}', account))),
    }))
    .filter(({ values }) => values.length > 0);
}

function actionMatches(pattern: string, action: string): boolean {
  return pattern === action || pattern.endsWith(':*') && action.startsWith(pattern.slice(0, -1));
}

function admitted(key: string, { conditions }: Grant, values: string[]): string[] {
  const patterns = Object.values(conditions ?? {}).flatMap((keys) => keys[key] ?? []);
  return patterns.length === 0 ? values : values.filter((value) => patterns.some((pattern) => patternMatches(pattern, value)));
}
