import { createHash } from 'crypto';
import { Annotations, CfnResource, CustomResource, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { PACKAGE } from './core/grant/package-name';
import { policyTargets } from './core/question/policy-targets';
import { Question } from './core/question/question';
import { checkSize } from './core/question/validation-request';
import { checkMember } from './core/rules/enum-member';
import { withPath } from './private/error-path';
import { contextEntries } from './private/validation/context-entries';
import { policyReadings, Reading, roleReadings } from './private/validation/readings';
import { known, roleToValidate } from './private/validation/role-to-validate';
import { ValidatedArn } from './private/validation/validated-arn';
import { ValidationHandler } from './private/validation/validation-handler';
import { checkValidationKinds } from './private/validation/validation-shapes';
import { LONGEST_PROPAGATION, SERVICE_TIMEOUT } from './private/validation/validation-timing';
import { RoleValidationProps, VerdictAction } from './role-validation-options';

const RESOURCE_TYPE = 'Custom::SageMakerRoleValidation';

/** Rules of CDK's own validation that the custom resource breaks on purpose, with the reason. */
const ACKNOWLEDGED_RULES = {
  'CloudFormation-Validate::W9003': 'CDK renders ServiceTimeout as a string, which CloudFormation accepts',
};

/**
 * Validates a role when the stack is deployed, before any resource uses it.
 *
 * A Lambda function reads the role's trust policy (`iam:GetRole`) and asks IAM about every permission that the workload needs
 * (`iam:SimulatePrincipalPolicy`). It also reads the policies of the resources that the workload names. It changes nothing.
 *
 * The verdict is `VALID`, `INVALID` or `INCONCLUSIVE`. It is `INVALID` only if IAM proves that the role lacks something that the
 * workload needs. The validation doesn't see policies of resources in other accounts, resource control policies and policies of VPC
 * endpoints.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 * @exampleMetadata fixture=stack
 * @example
 * const validation = new RoleValidation(this, 'Validation', {
 *   roleName: 'pretraining',
 *   requirements: RoleRequirements.executionRole({ roleType: SageMakerRoleType.TRAINING, minimal: true }),
 * });
 * new CfnOutput(this, 'Verdict', { value: validation.verdict });
 */
export class RoleValidation extends Construct {
  /**
   * The verdict: `VALID`, `INVALID` or `INCONCLUSIVE`.
   *
   * Use it only in the stack of the validation. Another stack would import it by a name that changes with the requirements, and
   * CloudFormation can't remove an export that a stack imports.
   *
   * @attribute
   */
  public readonly verdict: string;

  /**
   * The verdict in one sentence. Use it only in the stack of the validation, like `verdict`.
   *
   * @attribute
   */
  public readonly summary: string;

  /**
   * The ARN of the validated role. Every resource that references it waits for the verdict.
   *
   * @attribute
   */
  public readonly validatedRoleArn: string;

  /**
   * The Lambda function, which all validations of the stack share. Use it to acknowledge findings of rule packs such as cdk-nag.
   */
  public readonly handlerFunction: lambda.IFunction;

  constructor(scope: Construct, id: string, props: RoleValidationProps) {
    super(scope, id);
    withPath(this.node.path, () => checkValidationKinds(props));
    const { properties, readableArns, arn } = roleToValidate(this, props);
    const request = withPath(this.node.path, () => this.request(props));
    const handler = ValidationHandler.for(this, props.handler ?? {});
    const policies = this.readablePolicies(request.question, handler, props.resourcePolicies ?? true);
    const resource = this.createResource(handler, {
      ...properties,
      Validation: Stack.of(this).toJsonString({ ...request, ...policies ? {} : { resourcePolicies: false } }),
      ...props.revalidationTrigger === undefined ? {} : { RevalidationTrigger: props.revalidationTrigger },
    });
    const reading = handler.allowReading(this, [...roleReadings(readableArns), ...policies ?? []]);
    if (reading) {
      resource.node.addDependency(reading);
    }
    if (props.role) {
      // A role of this app needs all its policies before the validation reads them.
      resource.node.addDependency(props.role);
    }
    this.node.addMetadata('aws:cdk:acknowledged-rules', ACKNOWLEDGED_RULES);

    this.handlerFunction = handler.function;
    this.verdict = resource.getAttString('Verdict');
    this.summary = resource.getAttString('Summary');
    this.validatedRoleArn = Token.asString(new ValidatedArn(this, resource, arn));
  }

  private request(
    { requirements, onInvalid, onInconclusive, propagationTimeout, context = {}, organizationId }: RoleValidationProps,
  ): Record<string, unknown> & { readonly question: Question } {
    if (requirements === undefined) {
      throw new Error("'requirements' is missing: pass the requirements, such as RoleRequirements.executionRole({ roleType: … })");
    }
    const question = requirements._question(this);
    const entries = contextEntries(context, organizationId);
    checkSize(question, entries);
    return {
      question,
      onInvalid: verdictAction('onInvalid', onInvalid ?? (requirements._warnsByDefault ? VerdictAction.WARN : VerdictAction.FAIL)),
      onInconclusive: verdictAction('onInconclusive', onInconclusive ?? VerdictAction.WARN),
      propagationTimeout: propagationSeconds(propagationTimeout ?? Duration.seconds(30)),
      context: entries,
    };
  }

  /** The policies of resources that the function reads. Undefined if it reads none. */
  private readablePolicies(question: Question, handler: ValidationHandler, read: boolean): Reading[] | undefined {
    if (!read) {
      return undefined;
    }
    const readings = policyReadings(policyTargets(question, known(Stack.of(this).account)));
    if (handler.hasRoomFor(readings)) {
      return readings;
    }
    Annotations.of(this).addWarningV2(`${PACKAGE}:resourcePolicies`, `the policies of the ${readings.length} resources of this workload are not read, because their `
      + "ARNs don't fit into the policies of the function's role: divide the resources between validations in several stacks, or set 'resourcePolicies' to false");
    return undefined;
  }

  /**
   * The custom resource, whose logical id has a hash of its properties.
   *
   * Changed properties give a new resource, as for a Lambda version. If it fails, CloudFormation only deletes it again. A value that
   * only the deployment knows changes the resource in place: the function then never fails the rollback.
   */
  private createResource(handler: ValidationHandler, properties: Record<string, string>): CustomResource {
    const resource = new CustomResource(this, 'Resource', {
      resourceType: RESOURCE_TYPE, serviceToken: handler.function.functionArn, serviceTimeout: SERVICE_TIMEOUT, properties,
    });
    const cfnResource = resource.node.defaultChild as CfnResource;
    const stack = Stack.of(this);
    const originalId = stack.resolve(cfnResource.logicalId) as string;
    cfnResource.overrideLogicalId(Lazy.uncachedString({
      produce: () => {
        const hash = createHash('sha256').update(JSON.stringify(stack.resolve(properties))).digest('hex').slice(0, 16);
        return `${originalId.slice(0, 255 - hash.length)}${hash}`;
      },
    }));
    return resource;
  }
}

function verdictAction(property: string, action: VerdictAction): VerdictAction {
  checkMember(property, action, 'VerdictAction', Object.values(VerdictAction));
  return action;
}

function propagationSeconds(propagationTimeout: Duration): number {
  const seconds = propagationTimeout.toSeconds({ integral: false });
  if (!Token.isUnresolved(seconds) && (!Number.isInteger(seconds) || seconds > LONGEST_PROPAGATION.toSeconds())) {
    throw new Error(`'propagationTimeout' is ${seconds} seconds: use whole seconds, at most ${LONGEST_PROPAGATION.toSeconds()}`);
  }
  return seconds;
}
