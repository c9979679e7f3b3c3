import { IAMClient } from '@aws-sdk/client-iam';
import { DeployedRole, readRole } from './deployed-roles';
import { invokeLambda, Outcome } from '../../../testing/lambda/lambda-function';
import { OfflineAccount, startIamEndpoint } from '../../../testing/offline-iam/endpoint';
import { decide } from '../../../testing/offline-iam/engine';
import { Place } from '../../../testing/offline-iam/template-roles';
import { TemplateValidation } from '../../demo/template-validations';

/** Where the validations of a stack find themselves. */
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
  /** What happens in IAM before a call of it is answered; calls count from 1. */
  readonly beforeCall?: (n: number) => Promise<void>;
}

export interface DeployedOutcome extends Outcome {
  /** Calls of IAM. */
  readonly calls: number;
}

/**
 * Plays CloudFormation for one validation. The function sees the validated role as IAM has it at every single call, as far as its own deployed role
 * lets it.
 */
export async function validateDeployed(
  { iam, place, stackId, functionRole }: Scene, { logicalId, roleArn, properties }: TemplateValidation,
  { beforeCall, ...request }: ValidateOptions = {},
): Promise<DeployedOutcome> {
  const allowed = new Map<string, boolean>();
  for (const action of ['GetRole', 'SimulatePrincipalPolicy']) {
    allowed.set(action, await decide(functionRole as Parameters<typeof decide>[0], { action: `iam:${action}`, resource: roleArn }) === 'allowed');
  }
  let calls = 0;
  const endpoint = await startIamEndpoint({
    account: async (): Promise<OfflineAccount> => {
      await beforeCall?.(calls += 1);
      return { accountId: place.account, roles: [await readRole(iam, roleArn.split('/').pop()!)] };
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
