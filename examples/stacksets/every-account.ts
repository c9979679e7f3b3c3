import { Token } from 'aws-cdk-lib';
import { StackSetStack } from 'cdk-stacksets';

/**
 * Holds that a template is for every account. A StackSetStack inside of a Stage that has an `env` takes the account of that
 * for its own, and the roles of all accounts would trust it.
 */
export function assertForEveryAccount(stack: StackSetStack): void {
  for (const [what, value] of Object.entries({ account: stack.account, region: stack.region })) {
    if (!Token.isUnresolved(value)) {
      throw new Error(`${stack.node.path}: the template of a stack set is for every account, and this one is bound to the ${what} ${value}: `
        + "leave the 'env' of its Stage out");
    }
  }
}
