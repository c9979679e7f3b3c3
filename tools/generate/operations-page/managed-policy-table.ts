import { roleTypes } from '../../../src/core/grant/data/policy-data';
import { compareWith, Difference, DIFFERENCES, MANAGED_POLICIES } from '../../verify/operations/managed-policies';
import { code, codeList, table } from '../permissions-page/markdown';
import { roleTypeName } from '../permissions-page/member-name';

const REFERENCE = 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference';

/** AWS's managed policies for roles, beside the role types: missing, narrower and equally wide actions. */
export function managedPolicyTable(): string {
  const existing = DIFFERENCES.filter(({ roleType }) => roleTypes().includes(roleType));
  return table(['managed policy', 'role type', 'lacks', 'narrower', 'as wide'], existing.map((difference) => {
    const { policy, roleType, lacks, asWide } = difference;
    return [
      `[${policy}](${REFERENCE}/${policy}.html) ${MANAGED_POLICIES[policy].version}`,
      code(roleTypeName(roleType)),
      reasonText(lacks) || 'nothing',
      narrowerText(difference),
      reasonText(asWide) || 'nothing',
    ];
  }));
}

function reasonText(reasons: Difference['lacks']): string {
  return reasons.map(({ actions, why }) => `${codeList(actions)}: ${why}`).join('<br>');
}

/** The actions by what narrows them: properties of the workload, and condition keys. */
function narrowerText({ policy, roleType }: Difference): string {
  const actions = new Map<string, string[]>();
  for (const [action, how] of compareWith(MANAGED_POLICIES[policy], roleType).narrower) {
    const ways = how.map((way) => /^(account|Region)/.test(way) ? way : code(way)).join(', ');
    actions.set(ways, [...actions.get(ways) ?? [], action]);
  }
  return [...actions].map(([how, those]) => `${codeList(those)}: by ${how}`).join('<br>') || 'nothing';
}
