import { withoutCovered } from './covered-grants';
import { featuresOf } from './features';
import { Grant, ROLE_ARN_PLACEHOLDER } from './grant';
import {
  Conditions, RoleTypeData, roleTypeData, scopeData, ScopeData, StatementData, TrustData,
} from './policy-data';
import { isNamed, Member, scopeMembers } from './scope-members';
import { Environment, WorkloadScope } from './workload';

const SCOPE_PLACEHOLDER = /^\{(\w+)\}$/;

/**
 * Everything that a workload is granted, statement by statement, in the order of its policy file.
 *
 * @param role the role's own ARN, for the statements that name it
 */
export function grants(workload: WorkloadScope, environment: Environment, role: string): Grant[] {
  return withoutCovered(fill(selectedStatements(workload), workload, environment, role));
}

/** Statements with their placeholders filled in; those that are left without a resource are dropped. */
export function fill(
  statements: readonly StatementData[], workload: WorkloadScope, environment: Environment, role: string,
): Grant[] {
  const values: Member = { ...environment, owner: environment.account, role };
  return statements.flatMap((statement) => statement.forEach
    ? scopeMembers(statement.forEach, workload).map((member, index) =>
      fillOne(statement, workload, { ...values, ...member }, index, member))
    : [fillOne(statement, workload, values, 0)],
  ).filter(({ resources }) => resources.length > 0);
}

/** The services that must be able to assume the role of a workload. */
export function trustedServices(workload: WorkloadScope): TrustData[] {
  const chosen = new Set(featuresOf(workload));
  return roleTypeData(workload.roleType).trust.filter(({ feature }) => !feature || chosen.has(feature));
}

/** The statements of a workload's policy file that its features and its named properties select. */
export function selectedStatements(workload: WorkloadScope): StatementData[] {
  const chosen = new Set(featuresOf(workload));
  return roleTypeData(workload.roleType).statements.filter((statement) =>
    (!statement.feature || chosen.has(statement.feature))
    && (!statement.onlyWhenNamed || isNamed(statement.onlyWhenNamed, workload))
    && (!statement.onlyWhenOmitted || !isNamed(statement.onlyWhenOmitted, workload)));
}

/** The scopes that a statement takes its resources from. */
export function scopesOf({ resources, forEach }: StatementData): string[] {
  return [...resources.map(scopeOf).filter((scope) => scope !== undefined), ...forEach ? [forEach] : []];
}

/** The properties of a workload that a statement takes its scope or its conditions from. */
export function usedProperties(statement: StatementData): string[] {
  return [
    ...scopesOf(statement).map((scope) => scopeData(scope).property),
    ...statement.onlyWhenNamed ? [statement.onlyWhenNamed] : [],
    ...Object.keys(statement.conditionsWhenNamed ?? {}),
  ];
}

/** The features of a role type whose statements use a property; `undefined` stands for what every role of the type has. */
export function featuresThatUse(property: string, { statements }: RoleTypeData): (string | undefined)[] {
  return [...new Set(statements
    .filter((statement) => usedProperties(statement).includes(property))
    .map(({ feature }) => feature))];
}

/** @param one the member that the statement is for, where there is one for each */
function fillOne(statement: StatementData, workload: WorkloadScope, values: Member, index: number, one?: Member): Grant {
  const scopes = statement.resources.map(scopeOf);
  const omitted = scopes.map((scope) => scope === undefined ? undefined : omittedScope(scope, workload));
  const conditions = mergeConditions([
    statement.conditions,
    ...omitted.map((scope) => scope?.conditionsWhenOmitted),
    ...Object.entries(statement.conditionsWhenNamed ?? {})
      .filter(([property]) => isNamed(property, workload))
      .map(([, named]) => named),
  ], workload, values);
  const filled = statement.resources.map((resource, at) => {
    const scope = scopes[at];
    if (scope === undefined) {
      return { literal: [fillTemplate(resource, values)], named: resource === ROLE_ARN_PLACEHOLDER ? [values.role as string] : [], exactTargets: [] };
    }
    const members = one && scope === statement.forEach ? [one] : scopeMembers(scope, workload);
    const named = scopeArns(scope, members, values);
    return {
      literal: (omitted[at]?.whenOmitted ?? []).map((template) => fillTemplate(template, values)),
      named,
      exactTargets: scopeData(scope).exactTarget ? named : [],
    };
  });
  return {
    sid: index === 0 ? statement.sid : `${statement.sid}${index + 1}`,
    feature: statement.feature,
    group: statement.group,
    actions: statement.actions,
    resources: [...new Set(filled.flatMap(({ literal, named }) => [...literal, ...named]))],
    namedResources: filled.flatMap(({ named }) => named),
    exactTargets: filled.flatMap(({ exactTargets }) => exactTargets),
    ...(conditions ? { conditions } : {}),
    properties: usedProperties(statement).filter((property) => isNamed(property, workload)),
    namesRole: statement.resources.includes(ROLE_ARN_PLACEHOLDER),
    warnings: omitted.flatMap((scope) => scope?.warning ?? []),
    why: statement.why,
    source: statement.source,
  };
}

/** The scope that a resource of a statement stands for, unless it is an ARN template. */
function scopeOf(resource: string): string | undefined {
  return resource === ROLE_ARN_PLACEHOLDER ? undefined : SCOPE_PLACEHOLDER.exec(resource)?.[1];
}

function omittedScope(scope: string, workload: WorkloadScope): ScopeData | undefined {
  const data = scopeData(scope);
  return isNamed(data.property, workload) ? undefined : data;
}

function scopeArns(scope: string, members: readonly Member[], values: Member): string[] {
  const { whenNamed } = scopeData(scope);
  return members.flatMap((member) =>
    whenNamed.map((template) => fillTemplate(template, { ...values, ...member })));
}

function fillTemplate(template: string, values: Member): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (typeof value !== 'string') {
      throw new Error(`the placeholder ${placeholder} of '${template}' has no value`);
    }
    return value;
  });
}

function mergeConditions(
  all: readonly (Conditions | undefined)[], workload: WorkloadScope, values: Member,
): Conditions | undefined {
  const merged: Record<string, Record<string, string | readonly string[]>> = {};
  for (const conditions of all) {
    for (const [operator, keys] of Object.entries(conditions ?? {})) {
      for (const [key, value] of Object.entries(keys)) {
        (merged[operator] ??= {})[key] = fillCondition(value, workload, values);
      }
    }
  }
  return Object.keys(merged).length > 0 ? merged : undefined;
}

/** A condition's value: a template, a list of them, or a placeholder that stands for a list. */
function fillCondition(
  value: string | readonly string[], workload: WorkloadScope, values: Member,
): string | readonly string[] {
  if (typeof value !== 'string') {
    return value.map((template) => fillTemplate(template, values));
  }
  const placeholder = SCOPE_PLACEHOLDER.exec(value)?.[1];
  if (placeholder === undefined) {
    return fillTemplate(value, values);
  }
  return values[placeholder] ?? scopeArns(placeholder, scopeMembers(placeholder, workload), values);
}
