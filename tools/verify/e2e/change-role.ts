import {
  AttachRolePolicyCommand, CreateRoleCommand, DeleteRolePolicyCommand, DetachRolePolicyCommand, IAMClient, PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { OfflinePolicy, OfflineRole } from '../../../testing/offline-iam/endpoint';

/** Creates a role with inline policies. */
export async function createRole(iam: IAMClient, { name, path, trust, policies }: OfflineRole): Promise<void> {
  await iam.send(new CreateRoleCommand({ RoleName: name, Path: path, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  for (const policy of policies) {
    await addPolicy(iam, name, policy);
  }
}

/** Removes a policy from a role. */
export async function removePolicy(iam: IAMClient, role: string, { id }: OfflinePolicy): Promise<void> {
  await (isManaged(id) ? iam.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn: id }))
    : iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: id })));
}

/** Adds a policy to a role: a managed policy by its ARN, any other policy inline. */
export async function addPolicy(iam: IAMClient, role: string, { id, document }: OfflinePolicy): Promise<void> {
  await (isManaged(id) ? iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: id }))
    : iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: id, PolicyDocument: JSON.stringify(document) })));
}

function isManaged(id: string): boolean {
  return id.startsWith('arn:');
}
