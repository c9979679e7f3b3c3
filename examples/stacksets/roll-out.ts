import { Capability, DeploymentType, StackSetProps } from 'cdk-stacksets';

/** How the roles reach the accounts: the same for each stack set of this example. */
export const ROLL_OUT = {
  // AWS Organizations makes the roles that StackSets needs in the accounts: they have to be prepared with nothing.
  deploymentType: DeploymentType.serviceManaged({
    // False in the management account.
    delegatedAdmin: true,
    autoDeployEnabled: true,
    // An account that leaves the organizational unit does not keep the roles.
    autoDeployRetainStacks: false,
  }),
  // Roles without a name of their own.
  capabilities: [Capability.IAM],
  // A tenth of the accounts at a time. An account whose quota is used up, or which an organization's policy locks, does not stop the others.
  operationPreferences: { maxConcurrentPercentage: 10, failureTolerancePercentage: 10 },
} satisfies Partial<StackSetProps>;
