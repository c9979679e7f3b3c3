import { CustomResource, IResolvable, IResolveContext, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * The ARN of a validated role.
 *
 * In the stack of the validation, and in stacks nested in the same parent, it is an attribute of the custom resource: every
 * resource that references it waits for the verdict. Every other stack gets the ARN that the user passed, and a dependency on
 * the stack of the validation. An export of the attribute would have the hash of the question in its name, and CloudFormation
 * can't remove an export that another stack imports.
 */
export class ValidatedArn implements IResolvable {
  public readonly creationStack = ['validated role ARN'];

  constructor(private readonly validation: Construct, private readonly resource: CustomResource, private readonly arn: string | undefined) {}

  public resolve(context: IResolveContext): any {
    const own = Stack.of(this.validation);
    const other = Stack.of(context.scope);
    if (topLevelStack(other) === topLevelStack(own)) {
      return this.resource.getAtt('RoleArn');
    }
    if (this.arn === undefined) {
      throw new Error(`${this.validation.node.path}: the stack ${other.node.path} uses the ARN of this role, but you validate the role by its name: `
        + "pass 'role' with the role's ARN instead of 'roleName'");
    }
    dependOn(other, own);
    return this.arn;
  }

  public toString(): string {
    return Token.asString(this);
  }
}

/** The stack that is deployed on its own, with all stacks nested in it. */
function topLevelStack(stack: Stack): Stack {
  return stack.nestedStackParent ? topLevelStack(stack.nestedStackParent) : stack;
}

/** Makes a stack wait for another one. Newer CDK releases have renamed the method. */
function dependOn(stack: Stack, target: Stack): void {
  const { addStackDependency } = stack as { addStackDependency?: (this: Stack, target: Stack) => void };
  if (addStackDependency) {
    addStackDependency.call(stack, target);
  } else {
    stack.addDependency(target);
  }
}
