import {
  GetPolicyCommand, GetPolicyVersionCommand, GetRoleCommand, GetRolePolicyCommand, IAMClient, paginateListAttachedRolePolicies,
  paginateListRolePolicies, paginateListRoles,
} from '@aws-sdk/client-iam';
import { OfflineDocument, OfflinePolicy, OfflineRole } from '../../../testing/offline-iam/endpoint';

/** A role as IAM has it. */
export interface DeployedRole extends OfflineRole {
  readonly arn: string;
  readonly trust: object;
}

/** Reads a role and its policies. */
export async function readRole(iam: IAMClient, name: string): Promise<DeployedRole> {
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  const policies: OfflinePolicy[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client: iam }, { RoleName: name })) {
    for (const { PolicyArn } of AttachedPolicies) {
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId }));
      policies.push({ id: PolicyArn!, document: documentOf(PolicyVersion!.Document!) });
    }
  }
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client: iam }, { RoleName: name })) {
    for (const PolicyName of PolicyNames) {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName }));
      policies.push({ id: PolicyName, document: documentOf(PolicyDocument!) });
    }
  }
  return { name, path: role!.Path, arn: role!.Arn!, trust: documentOf(role!.AssumeRolePolicyDocument!), policies };
}

/** The names of all roles. */
export async function roleNames(iam: IAMClient): Promise<string[]> {
  const names: string[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) {
    names.push(...Roles.map(({ RoleName }) => RoleName!));
  }
  return names;
}

function documentOf(encoded: string): OfflineDocument {
  return JSON.parse(decodeURIComponent(encoded));
}
