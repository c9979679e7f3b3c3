import { Token } from 'aws-cdk-lib';
import { StackSetStack } from 'cdk-stacksets';

/**
 * Fails if the template is bound to one account. A StackSetStack in a Stage with an `env` takes the account of the stage, and the roles in
 * all accounts would trust that account.
 */
export function assertForEveryAccount(stack: StackSetStack): void {
  for (const [property, value] of Object.entries({ account: stack.account, region: stack.region })) {
    if (!Token.isUnresolved(value)) {
      throw new Error(`${stack.node.path}: the template of a stack set is for every account, but this one is bound to the ${property} ${value}: `
        + "omit 'env' on its Stage");
    }
  }
}
