import { IAMClient } from '@aws-sdk/client-iam';
import { DeployedRole, readRole } from './deployed-roles';
import { policyTargets, READ_POLICY_ACTIONS } from '../../../src/core/question/policy-targets';
import { invokeLambda } from '../../../testing/lambda/lambda-function';
import { OfflineAccount, startIamEndpoint } from '../../../testing/offline-iam/endpoint';
import { decide } from '../../../testing/offline-iam/engine';
import { Place } from '../../../testing/offline-iam/template-roles';
import { TemplateValidation } from '../../../testing/template-validations';
import { ValidationOutcome } from '../../demo/validate-role';

/** The surroundings of the validations of a stack. */
export interface Scene {
  readonly iam: IAMClient;
  readonly place: Place;
  readonly stackId: string;
  /** The role of the function that validates. */
  readonly functionRole: DeployedRole;
}

export interface ValidateOptions {
  /** @default 'Create' */
  readonly requestType?: 'Create' | 'Delete';
  readonly physicalId?: string;
  /** The policies of resources, by their ARNs. Others are as they were created. */
  readonly resourcePolicies?: Readonly<Record<string, object>>;
  /** A change in IAM before the answer to a call. Calls count from 1. */
  readonly beforeCall?: (n: number) => Promise<void>;
}

/**
 * Plays CloudFormation for one validation. At every call, the function sees the validated role as IAM has it then, if its own deployed role
 * allows the call.
 */
export async function validateDeployed(
  { iam, place, stackId, functionRole }: Scene, { logicalId, roleArn, properties }: TemplateValidation,
  { beforeCall, resourcePolicies, ...request }: ValidateOptions = {},
): Promise<ValidationOutcome> {
  const allowed = new Map<string, boolean>();
  for (const action of ['GetRole', 'SimulatePrincipalPolicy']) {
    allowed.set(action, await decide(functionRole as Parameters<typeof decide>[0], { action: `iam:${action}`, resource: roleArn }) === 'allowed');
  }
  const policies = await readablePolicies(functionRole, properties, place.account, resourcePolicies);
  let calls = 0;
  const endpoint = await startIamEndpoint({
    account: async (): Promise<OfflineAccount> => {
      await beforeCall?.(calls += 1);
      return { accountId: place.account, roles: [await readRole(iam, roleArn.split('/').pop()!)], resourcePolicies: policies };
    },
    faults: (action) => allowed.get(action) ? undefined : 'accessDenied',
  });
  try {
    const functionArn = String(properties.ServiceToken);
    const outcome = await invokeLambda({ ...request, logicalId, properties, stackId, functionArn, iamUrl: endpoint.url });
    return { ...outcome, calls: endpoint.calls.length };
  } finally {
    await endpoint.close();
  }
}

/** The policies of the named resources. Reading is refused if the function's role doesn't allow it. */
async function readablePolicies(
  functionRole: DeployedRole, properties: TemplateValidation['properties'], account: string, given: ValidateOptions['resourcePolicies'] = {},
): Promise<OfflineAccount['resourcePolicies']> {
  const policies: Record<string, object | 'accessDenied'> = { ...given };
  for (const { service, arn } of policyTargets(JSON.parse(String(properties.Validation)).question, account)) {
    if (await decide(functionRole as Parameters<typeof decide>[0], { action: READ_POLICY_ACTIONS[service], resource: arn }) !== 'allowed') {
      policies[arn] = 'accessDenied';
    }
  }
  return policies;
}
