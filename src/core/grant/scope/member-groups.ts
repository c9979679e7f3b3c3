import { scopeMembers } from './scope-members';
import { scopeOf } from './statement-scopes';
import { groupBy } from '../../iam/group-by';
import { scopeData, StatementData } from '../data/policy-data';
import { Conditions, Member } from '../data/policy-types';
import { WorkloadScope } from '../workload';

/** Members with the same conditions, which one statement can have together. */
export interface MemberGroup {
  readonly conditions?: Conditions;
  /** The values of the conditions' placeholders. */
  readonly values: Member;
  readonly members: ReadonlyMap<string, readonly Member[]>;
}

/** The members of the scopes in a statement's resources, in one group for each condition. A statement without members has one group. */
export function memberGroups({ resources }: StatementData, workload: WorkloadScope): MemberGroup[] {
  const scopes = [...new Set(resources.map(scopeOf).filter((scope) => scope !== undefined))];
  const all = scopes.flatMap((scope) => scopeMembers(scope, workload).map((member) => ({ scope, member, group: groupOf(scope, member) })));
  const groups = [...groupBy(all, ({ group: { conditions, values } }) => JSON.stringify([conditions, values])).values()];
  return groups.length === 0 ? [{ values: {}, members: new Map() }] : groups.map((alike) => ({
    ...alike[0].group,
    members: new Map([...groupBy(alike, ({ scope }) => scope)].map(([scope, some]) => [scope, some.map(({ member }) => member)])),
  }));
}

/** The group of one member. */
export function groupOf(scope: string, member: Member): MemberGroup {
  const { memberConditions } = scopeData(scope);
  const placeholders = [...JSON.stringify(memberConditions ?? {}).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const members = new Map([[scope, [member]]]);
  return memberConditions && placeholders.every((name) => name in member)
    ? { conditions: memberConditions, values: Object.fromEntries(placeholders.map((name) => [name, member[name]])), members }
    : { values: {}, members };
}
