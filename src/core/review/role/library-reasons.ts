import { ADDITIONAL_SID, REASONS_METADATA, wholeSid } from '../../grant/additional-grants';
import { roleTypeData, roleTypes, scopeData, StatementData } from '../../grant/data/policy-data';
import { unconditionedSid } from '../../grant/filling/job-conditions';
import { PACKAGE } from '../../grant/package-name';
import { UNSCOPED } from '../../grant/packing/packing';
import { scopeOf } from '../../grant/scope/statement-scopes';
import { isObject } from '../../iam/untyped-json';
import { displayText } from '../expression/display-text';
import { possibleValues } from '../expression/possible-values';
import type { StatementReport } from '../report';
import { Resource, Template } from '../template/template';

/** The reason for a statement, and the AWS pages that document it. */
export type Reason = Required<Pick<StatementReport, 'why' | 'source'>>;

/** The role type of a role that this library created: from its tags, or from its description if the user replaced the tags. */
export function roleTypeOf(role: Resource, template: Template): string | undefined {
  const tags = new Map(possibleValues({ value: role.properties.Tags, template }).map(({ value }) => tagOf(value, template)));
  const described = /\((\w+)\), made by (.+)$/.exec(displayText({ value: role.properties.Description, template }));
  const roleType = tags.get('CreatedBy') === PACKAGE ? tags.get('RoleType') : described?.[2] === PACKAGE ? described[1] : undefined;
  return roleType !== undefined && roleTypes().includes(roleType) ? roleType : undefined;
}

/** The reason for a statement of a role; undefined if the policy file of its role type has no such statement. */
export function reasonOf({ sid, effect, inverted, services, anyResource }: StatementReport, roleType: string): Reason | undefined {
  if (sid === undefined || effect !== 'Allow' || inverted.length > 0) {
    return undefined;
  }
  const actions = services.flatMap((service) => service.actions);
  const { statements } = roleTypeData(roleType);
  const isOf = (name: string) => statements.some((data) => data.sid === name);
  // The parts of a statement with the conditions of `jobConditions` and `resourceTags` have longer Sids.
  const whole = isOf(wholeSid(sid)) ? wholeSid(sid) : unconditionedSid(wholeSid(sid));
  const own = statements.find((data) => data.sid === whole || data.sid === whole.replace(/\d+$/, ''));
  const members = own ? [own] : largest(statements.filter((data) => sharedSid(data) === whole.replace(/\d+$/, '') && contains(actions, data.actions)));
  const known = members.flatMap((data) => data.actions);
  const isWidened = anyResource && !members.some(({ resources }) => resources.some(mayBeEverything));
  return actions.length > 0 && contains(known, actions) && !isWidened ? {
    why: [...new Set(members.map(({ why }) => why))].join(' '),
    source: [...new Set(members.flatMap(({ source }) => source))],
  } : undefined;
}

/** The user's reason for a permission of `additionalPermissions`. */
export function statedReason({ sid = '' }: StatementReport, policy: Resource): Reason | undefined {
  const reasons = policy.metadata[REASONS_METADATA];
  const why = sid.startsWith(ADDITIONAL_SID) && isObject(reasons) ? reasons[wholeSid(sid)] : undefined;
  return typeof why === 'string' ? { why, source: [] } : undefined;
}

/** The Sid of the merged statement that a statement can be part of. */
function sharedSid({ group, resources, conditions }: StatementData): string | undefined {
  return !conditions && resources.length === 1 && mayBeEverything(resources[0]) ? UNSCOPED : group;
}

/** Whether a resource of a statement is every resource, perhaps only if the workload omits a property. */
function mayBeEverything(resource: string): boolean {
  const scope = scopeOf(resource);
  return resource === '*' || scope !== undefined && scopeData(scope).whenOmitted?.includes('*') === true;
}

/** Drops statements that another one contains, such as the scoped form next to the account-wide form. */
function largest(all: readonly StatementData[]): StatementData[] {
  return all.filter((data) => !all.some((other) => other.actions.length > data.actions.length
    && contains(other.actions, data.actions) && (contains(other.resources, data.resources) || other.resources.some(mayBeEverything))));
}

function contains(all: readonly string[], some: readonly string[]): boolean {
  return some.every((item) => all.includes(item));
}

function tagOf(tag: unknown, template: Template): [string, string] {
  const { Key: key, Value: value } = (tag ?? {}) as { Key?: unknown; Value?: unknown };
  return [displayText({ value: key, template }), displayText({ value, template })];
}
