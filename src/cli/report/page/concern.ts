import { isChanged } from './mark';
import type { RoleReport } from '../../../core/review/report';

/** AWS's managed policies that allow all that there is, of every service or of one. */
const WIDE_POLICY = /:iam::aws:policy\/(?:[\w-]+\/)*((?:AdministratorAccess|PowerUserAccess|\w*FullAccess)[\w-]*)/;

/** The name of a policy of AWS that allows all that there is. */
export function widePolicyName(policy: string): string | undefined {
  return WIDE_POLICY.exec(policy)?.[1];
}

/** Whether a role trusts everybody, or everybody whom a condition lets. */
export function openness({ trust }: RoleReport): 'anyone' | 'conditional' | undefined {
  const open = trust.filter(({ effect, principalKind, change }) => effect === 'Allow' && principalKind === 'any' && change !== 'removed');
  return open.length === 0 ? undefined : open.some(({ conditions }) => conditions.length === 0) ? 'anyone' : 'conditional';
}

/**
 * Puts what a reviewer should see first before the rest: what has changed, what
 * anyone may assume, what has a policy that allows everything, what may do most.
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
