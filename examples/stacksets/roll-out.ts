import { Capability, DeploymentType, StackSetProps } from 'cdk-stacksets';

/** How the stack sets of this example are deployed to the accounts. */
export const ROLL_OUT = {
  // AWS Organizations creates the roles that StackSets needs, so you don't have to prepare the accounts.
  deploymentType: DeploymentType.serviceManaged({
    // Set to false in the management account.
    delegatedAdmin: true,
    autoDeployEnabled: true,
    // An account that leaves the organizational unit loses the roles.
    autoDeployRetainStacks: false,
  }),
  // CAPABILITY_IAM is enough, because no role has a fixed name.
  capabilities: [Capability.IAM],
  // A tenth of the accounts at a time. An account that fails, for example because of a quota or an SCP, doesn't stop the others.
  operationPreferences: { maxConcurrentPercentage: 10, failureTolerancePercentage: 10 },
} satisfies Partial<StackSetProps>;
