import { mergeConditions } from './condition-filling';
import { Environment } from '../../iam/environment';
import { scopeData } from '../data/policy-data';
import { Member, ScopeData, StatementData } from '../data/policy-types';
import { Grant, ROLE_ARN_PLACEHOLDER } from '../grant';
import { withJobConditions } from './job-conditions';
import { fillTemplate, scopeArns } from './template-filling';
import { existsInRegion } from '../scope/bucket-owners';
import { groupOf, MemberGroup, memberGroups } from '../scope/member-groups';
import { isNamed, scopeMembers } from '../scope/scope-members';
import { hasNamePrefix, scopeOf, usedProperties } from '../scope/statement-scopes';
import { WorkloadScope } from '../workload';

/** The resources of a grant that one entry of a statement's resources gives. */
interface FilledResource {
  readonly arns: readonly string[];
  readonly namedResources: readonly string[];
  readonly exactTargets: readonly string[];
}

/** Fills in the placeholders of statements, and drops statements without a resource. */
export function fill(
  statements: readonly StatementData[], workload: WorkloadScope, environment: Environment, role: string,
): Grant[] {
  const values: Member = { ...environment, owner: environment.account, role, resourceNamePrefix: workload.resourceNamePrefix ?? '' };
  return statements.flatMap(({ forEach, ...statement }) => forEach === undefined
    ? memberGroups(statement, workload).map((group, index) => fillOne(statement, workload, values, index, group))
    : scopeMembers(forEach, workload).map((member, index) =>
      fillOne({ ...statement, forEach }, workload, { ...values, ...member }, index, groupOf(forEach, member))),
  ).filter(({ resources }) => resources.length > 0).flatMap((grant) => withJobConditions(grant, workload, values));
}

/** @param index the position among the grants of a statement with `forEach`, or whose members have different conditions */
function fillOne(statement: StatementData, workload: WorkloadScope, values: Member, index: number, group: MemberGroup): Grant {
  const omitted = statement.resources.map((resource) => omittedScope(scopeOf(resource), workload));
  const filled = statement.resources.map((resource) => fillResource(resource, workload, values, group));
  const conditions = mergeConditions([
    statement.conditions,
    ...statement.feature !== undefined && workload.features?.includes(statement.feature) ? [statement.conditionsWhenStated] : [],
    group.conditions,
    ...omitted.map((scope) => scope?.conditionsWhenOmitted),
    ...Object.entries(statement.conditionsWhenNamed ?? {})
      .filter(([property]) => isNamed(property, workload))
      .map(([, whenNamed]) => whenNamed),
  ], workload, { ...values, ...group.values });
  return {
    sid: index === 0 ? statement.sid : `${statement.sid}${index + 1}`,
    feature: statement.feature,
    group: statement.group,
    actions: statement.actions,
    resources: [...new Set(filled.flatMap(({ arns }) => arns))],
    namedResources: filled.flatMap(({ namedResources }) => namedResources),
    exactTargets: filled.flatMap(({ exactTargets }) => exactTargets),
    ...(conditions ? { conditions } : {}),
    properties: usedProperties(statement).filter((property) => isNamed(property, workload)),
    namesRole: statement.resources.includes(ROLE_ARN_PLACEHOLDER),
    warnings: omitted.flatMap((scope) => scope?.warning && !isNarrowed(scope.whenOmitted, workload) ? [scope.warning] : []),
    why: statement.why,
    source: statement.source,
  };
}

function fillResource(
  resource: string, workload: WorkloadScope, values: Member, group: MemberGroup,
): FilledResource {
  const scope = scopeOf(resource);
  if (scope === undefined) {
    if (!existsInRegion(resource, values.region as string)) {
      return { arns: [], namedResources: [], exactTargets: [] };
    }
    const arn = fillTemplate(resource, values);
    const prefixed = isNarrowed([resource], workload) ? [arn] : [];
    return { arns: [arn], namedResources: resource === ROLE_ARN_PLACEHOLDER ? [arn] : prefixed, exactTargets: prefixed };
  }
  const named = scopeArns(scope, group.members.get(scope) ?? [], values);
  const templates = omittedScope(scope, workload)?.whenOmitted ?? [];
  const whenOmitted = templates.map((template) => fillTemplate(template, values));
  const prefixed = isNarrowed(templates, workload) ? whenOmitted : [];
  return {
    arns: [...whenOmitted, ...named],
    namedResources: [...prefixed, ...named],
    exactTargets: [...prefixed, ...scopeData(scope).exactTarget ? named : []],
  };
}

/** Whether the workload's `resourceNamePrefix` narrows these templates. */
function isNarrowed(templates: readonly string[] | undefined, { resourceNamePrefix }: WorkloadScope): boolean {
  return resourceNamePrefix !== undefined && !!templates?.every(hasNamePrefix);
}

/** The data of a scope whose property the workload omits. */
function omittedScope(scope: string | undefined, workload: WorkloadScope): ScopeData | undefined {
  const data = scope === undefined ? undefined : scopeData(scope);
  return data && !isNamed(data.property, workload) ? data : undefined;
}
