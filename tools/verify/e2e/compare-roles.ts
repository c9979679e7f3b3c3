import { Deployment } from './deploy';
import { DeployedRole } from './deployed-roles';
import { Place, rolesOf, Template } from '../../../testing/offline-iam/template-roles';

/**
 * What of the deployed roles is not as it was synthesized: roles, trust, policies.
 *
 * @param deployedRoles by their logical ids
 */
export function differences(
  template: Template, place: Place, { resolved }: Deployment, deployedRoles: ReadonlyMap<string, DeployedRole>,
): string[] {
  return rolesOf(template, place).flatMap(({ logicalId, policies }) => {
    const role = deployedRoles.get(logicalId);
    if (!role) {
      return [`${logicalId} is not there`];
    }
    const { Properties = {} } = resolved.Resources[logicalId];
    const inline = new Map<string, unknown>((Properties.Policies ?? []).map((policy: any) => [policy.PolicyName, policy.PolicyDocument]));
    const documents = policies.map((policy) => inline.get(policy.logicalId) ?? resolved.Resources[policy.logicalId].Properties!.PolicyDocument);
    return [
      ...canonical(role.trust) === canonical(Properties.AssumeRolePolicyDocument) ? [] : [`${logicalId} has another trust: ${canonical(role.trust)}`],
      ...different(logicalId, documents, role.policies.map(({ document }) => document)),
    ];
  });
}

function different(logicalId: string, synthesized: readonly unknown[], deployed: readonly unknown[]): string[] {
  const wanted = synthesized.map(canonical);
  const found = deployed.map(canonical);
  return [
    ...wanted.filter((document) => !found.includes(document)).map((document) => `${logicalId} lacks the policy ${document}`),
    ...found.filter((document) => !wanted.includes(document)).map((document) => `${logicalId} has the policy ${document}`),
    ...wanted.length === found.length ? [] : [`${logicalId} has ${found.length} policies, and not ${wanted.length}`],
  ];
}

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item) => typeof item !== 'object' || item === null || Array.isArray(item) ? item
    : Object.fromEntries(Object.entries(item).sort(([one], [other]) => one < other ? -1 : 1)));
}
