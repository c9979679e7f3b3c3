import { featuresFor, NeedData, OperationData, OperationRoles } from '../../core/grant/data/operation-data';
import { asTyped } from '../workload/option-values';

/** The JSON of `role-type`. */
export interface OperationAnswer {
  readonly version: 1;
  readonly service: string;
  readonly operation: string;
  readonly roles: readonly RoleAnswer[];
}

/** The role of some members of the operation. */
export interface RoleAnswer {
  /** None for an operation that works with the role of another one. */
  readonly members: readonly string[];
  /** The operations that take the role, if this one doesn't. */
  readonly roleOf?: readonly string[];
  readonly roleType?: string;
  readonly features?: readonly string[];
  readonly needs?: readonly NeedAnswer[];
  readonly note?: string;
  readonly reason?: string;
  readonly why?: string;
  readonly page: string;
}

/** A feature to add, or a property to set, if the request has one of the members. */
export interface NeedAnswer {
  readonly if: readonly string[];
  readonly feature?: string;
  readonly property?: string;
}

export function operationAnswer({ service, operation, entries }: OperationRoles): OperationAnswer {
  return { version: 1, service, operation, roles: entries.map((entry) => roleAnswer(operation, entry)) };
}

function roleAnswer(operation: string, entry: OperationData): RoleAnswer {
  const { roles, roleType, needs = [], note, reason, why, page } = entry;
  const members = roles[operation] ?? [];
  return {
    members,
    ...members.length === 0 ? { roleOf: Object.keys(roles) } : {},
    ...roleType === undefined ? { reason, why } : {
      roleType: asTyped(roleType),
      features: featuresFor(operation, entry).map(asTyped),
      needs: needs.filter((need) => !need.if.includes(operation)).map((need) => needAnswer(operation, need)),
      note,
    },
    page,
  };
}

/** A need with the operation's own members, or else with those of the operation that creates what this one changes, or else with all. */
function needAnswer(operation: string, { if: members, feature, property }: NeedData): NeedAnswer {
  const startingWith = (name: string) => members.filter((member) => member.startsWith(`${name}.`));
  const own = startingWith(operation).map((member) => member.slice(operation.length + 1));
  const twin = startingWith(operation.replace(/^Update/, 'Create'));
  const shown = [own, twin].find((some) => some.length > 0) ?? members;
  return { if: shown, ...feature === undefined ? {} : { feature: asTyped(feature) }, ...property === undefined ? {} : { property } };
}
