import { Deployment } from './deploy';
import { DeployedRole } from './deployed-roles';
import { Place, rolesOf, Template } from '../../../testing/offline-iam/template-roles';

/**
 * The differences between the deployed and the synthesized roles: missing roles, trust policies and policies.
 *
 * @param deployedRoles by their logical ids
 */
export function differences(
  template: Template, place: Place, { resolved }: Deployment, deployedRoles: ReadonlyMap<string, DeployedRole>,
): string[] {
  return rolesOf(template, place).flatMap(({ logicalId, policies }) => {
    const role = deployedRoles.get(logicalId);
    if (!role) {
      return [`${logicalId} is missing`];
    }
    const { Properties = {} } = resolved.Resources[logicalId];
    const inline = new Map<string, unknown>((Properties.Policies ?? []).map((policy: any) => [policy.PolicyName, policy.PolicyDocument]));
    const documents = policies.map((policy) => inline.get(policy.logicalId) ?? resolved.Resources[policy.logicalId].Properties!.PolicyDocument);
    return [
      ...canonical(role.trust) === canonical(Properties.AssumeRolePolicyDocument) ? [] : [`${logicalId} has another trust policy: ${canonical(role.trust)}`],
      ...different(logicalId, documents, role.policies.map(({ document }) => document)),
    ];
  });
}

function different(logicalId: string, synthesized: readonly unknown[], deployed: readonly unknown[]): string[] {
  const expected = synthesized.map(canonical);
  const found = deployed.map(canonical);
  return [
    ...expected.filter((document) => !found.includes(document)).map((document) => `${logicalId} lacks the policy ${document}`),
    ...found.filter((document) => !expected.includes(document)).map((document) => `${logicalId} has the unexpected policy ${document}`),
    ...expected.length === found.length ? [] : [`${logicalId} has ${found.length} policies, not ${expected.length}`],
  ];
}

/** The same text for equal values. The order of keys does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item) => typeof item !== 'object' || item === null || Array.isArray(item) ? item
    : Object.fromEntries(Object.entries(item).sort(([one], [other]) => one < other ? -1 : 1)));
}
