import { roleTypeData, roleTypes, StatementData } from '../../grant/policy-data';
import { displayText } from '../expression/display-text';
import { possibleValues } from '../expression/possible-values';
import type { StatementReport } from '../report';
import { Resource, Template } from '../template/template';

const PACKAGE = 'cdk-sagemaker-execution-role';

/** The Sid that statements share which name every resource, where that saves a policy. */
const UNSCOPED = 'Unscoped';

/** Why a statement is granted, and where AWS says so. */
export type Reason = Required<Pick<StatementReport, 'why' | 'source'>>;

/** The role type of a role that this library made: by its tags, or by its description where they are the user's own. */
export function roleTypeOf(role: Resource, template: Template): string | undefined {
  const tags = new Map(possibleValues({ value: role.properties.Tags, template }).map(({ value }) => tagOf(value, template)));
  const described = /\((\w+)\), made by (.+)$/.exec(displayText({ value: role.properties.Description, template }));
  const roleType = tags.get('CreatedBy') === PACKAGE ? tags.get('RoleType') : described?.[2] === PACKAGE ? described[1] : undefined;
  return roleType !== undefined && roleTypes().includes(roleType) ? roleType : undefined;
}

/** Why this library gives a role of a type a statement: nothing for one that is not among those of its policy file. */
export function reasonOf({ sid, effect, inverted, services, anyResource }: StatementReport, roleType: string): Reason | undefined {
  if (sid === undefined || effect !== 'Allow' || inverted.length > 0) {
    return undefined;
  }
  const actions = services.flatMap((service) => service.actions);
  // Where the statement was divided by its resources, its Sid is numbered.
  const whole = sid.replace(/Part\d+$/, '');
  const { statements } = roleTypeData(roleType);
  const own = statements.find((data) => data.sid === whole || data.forEach !== undefined && data.sid === whole.replace(/\d+$/, ''));
  const members = own ? [own] : largest(statements.filter((data) => sharedSid(data) === whole && contains(actions, data.actions)));
  const known = members.flatMap((data) => data.actions);
  const isWidened = anyResource && !members.some(({ resources }) => resources.includes('*'));
  return actions.length > 0 && contains(known, actions) && !isWidened ? {
    why: [...new Set(members.map(({ why }) => why))].join(' '),
    source: [...new Set(members.flatMap(({ source }) => source))],
  } : undefined;
}

/** The Sid that a statement has together with others. */
function sharedSid({ group, resources }: StatementData): string | undefined {
  return resources.length === 1 && resources[0] === '*' ? UNSCOPED : group;
}

/** Without those that another one contains: the scoped form of a statement, where the open one is there. */
function largest(all: readonly StatementData[]): StatementData[] {
  return all.filter((data) => !all.some((other) => other.actions.length > data.actions.length
    && contains(other.actions, data.actions) && contains(other.resources, data.resources)));
}

function contains(all: readonly string[], some: readonly string[]): boolean {
  return some.every((item) => all.includes(item));
}

function tagOf(tag: unknown, template: Template): [string, string] {
  const { Key: key, Value: value } = (tag ?? {}) as { Key?: unknown; Value?: unknown };
  return [displayText({ value: key, template }), displayText({ value, template })];
}
