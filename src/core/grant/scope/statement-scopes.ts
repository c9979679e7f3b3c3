import { RoleTypeData, scopeData, StatementData } from '../data/policy-data';
import { ROLE_ARN_PLACEHOLDER } from '../grant';
import type { WorkloadScope } from '../workload';

/** A placeholder that is a whole value, such as `{buckets}`. */
export const WHOLE_PLACEHOLDER = /^\{(\w+)\}$/;

/** The scope of a resource in a statement, unless the resource is an ARN template. */
export function scopeOf(resource: string): string | undefined {
  return resource === ROLE_ARN_PLACEHOLDER ? undefined : WHOLE_PLACEHOLDER.exec(resource)?.[1];
}

/** The placeholder of `resourceNamePrefix` in an ARN template. It stands for nothing if the workload omits the property. */
export const NAME_PREFIX = 'resourceNamePrefix';

/** Whether `resourceNamePrefix` narrows the resources of a template. */
export function hasNamePrefix(template: string): boolean {
  return template.includes(`{${NAME_PREFIX}}`);
}

/** Whether `resourceNamePrefix` narrows a statement: not if a list of the workload replaces every pattern with the prefix. */
export function usesNamePrefix(statement: StatementData, workload: WorkloadScope): boolean {
  const open = scopesOf(statement).map(scopeData).filter(({ property }) => workload[property as keyof WorkloadScope] === undefined);
  return [...statement.resources, ...open.flatMap(({ whenOmitted = [] }) => whenOmitted)].some(hasNamePrefix);
}

/** The scopes in the resources of a statement. */
export function scopesOf({ resources, forEach }: StatementData): string[] {
  return [...resources.map(scopeOf).filter((scope) => scope !== undefined), ...forEach ? [forEach] : []];
}

/** The workload properties that a statement's scopes and conditions depend on. */
export function usedProperties(statement: StatementData): string[] {
  const scopes = scopesOf(statement).map(scopeData);
  const templates = [...statement.resources, ...scopes.flatMap(({ whenOmitted = [] }) => whenOmitted)];
  return [
    ...scopes.map(({ property }) => property),
    ...templates.some(hasNamePrefix) ? [NAME_PREFIX] : [],
    ...statement.onlyWhenNamed ? [statement.onlyWhenNamed] : [],
    ...Object.keys(statement.conditionsWhenNamed ?? {}),
    ...statement.switch ? [statement.switch] : [],
  ];
}

/** The features whose statements use a property. The statements without a feature, which every role has, give `undefined`. */
export function featuresThatUse(property: string, { statements }: Pick<RoleTypeData, 'statements'>): (string | undefined)[] {
  return [...new Set(statements
    .filter((statement) => usedProperties(statement).includes(property))
    .map(({ feature }) => feature))];
}
