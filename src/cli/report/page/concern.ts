import { isChanged } from './mark';
import type { RoleReport } from '../../../core/review/report';

/** AWS managed policies that allow all actions of one service, or of all services. */
const WIDE_POLICY = /:iam::aws:policy\/(?:[\w-]+\/)*((?:AdministratorAccess|PowerUserAccess|\w*FullAccess)[\w-]*)/;

/** The name of such an AWS managed policy. */
export function widePolicyName(policy: string): string | undefined {
  return WIDE_POLICY.exec(policy)?.[1];
}

/** Whether anyone can assume a role, or anyone who meets a condition. */
export function openness({ trust }: RoleReport): 'anyone' | 'conditional' | undefined {
  const open = trust.filter(({ effect, principalKind, change }) => effect === 'Allow' && principalKind === 'any' && change !== 'removed');
  return open.length === 0 ? undefined : open.some(({ conditions }) => conditions.length === 0) ? 'anyone' : 'conditional';
}

/**
 * Sorts roles in the order of a review: changed roles, roles that anyone can assume, roles with a policy that allows everything, and then by the number
 * of actions.
 */
export function byConcern(one: RoleReport, other: RoleReport): number {
  const [first, second] = [concerns(one), concerns(other)];
  const place = first.findIndex((concern, index) => concern !== second[index]);
  return place < 0 ? 0 : second[place] - first[place];
}

function concerns(role: RoleReport): number[] {
  const isThere = role.change !== 'removed';
  return [
    Number(isChanged(role)),
    Number(isThere),
    Number(openness(role) === 'anyone'),
    Number(role.foreignPolicies.some((policy) => widePolicyName(policy) !== undefined)),
    role.effectiveActions,
  ];
}
