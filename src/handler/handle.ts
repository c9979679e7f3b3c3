import { Answer, CloudFormationCustomResourceEvent, LambdaContext } from './event';
import { mayBeRollback, physicalIdOf } from './physical-id';
import { parseValidationRequest, ValidationRequest } from '../core/question/validation-request';
import { roleIdentity } from '../core/rules/role-identity';
import { Clock } from '../core/verdict/clock';
import { IamReader, PolicyReader } from '../core/verdict/iam-reader';
import { ValidationResult, validateRole } from '../core/verdict/role-validation';
import { failsDeployment, overall, Reason } from '../core/verdict/verdict';
import { failureMessage, reportOf, Subject, summaryOf } from '../core/verdict/verdict-text';

/** The time to keep for the answer to CloudFormation, in milliseconds. At most this share of the function's time. */
const ANSWER_MILLISECONDS = 15_000;
const ANSWER_SHARE = 0.25;
const TEXT_BYTES = 1_024;

/** The means of the function: a connection to IAM, and time. */
export interface Means {
  readonly reader: IamReader;
  readonly clock: Clock;
  /** When the function ends, by the clock. */
  readonly deadline: number;
  /** Reads the policies of an account's resources. */
  policies(account: string): PolicyReader;
}

/** Answers a request of CloudFormation. No request makes it throw. */
export async function answer(event: CloudFormationCustomResourceEvent, context: LambdaContext, means: Means): Promise<Answer> {
  if (event.RequestType === 'Delete') {
    // There is nothing to delete, and a failure would block the deletion of the stack.
    return { status: 'SUCCESS', physicalResourceId: textOf(event.PhysicalResourceId) || 'none' };
  }
  const properties = event.ResourceProperties ?? {};
  const role = textOf(properties.RoleArn) ?? textOf(properties.RoleName);
  let request: ValidationRequest | undefined;
  let result: ValidationResult;
  try {
    request = parseValidationRequest(properties.Validation);
    result = await validate(event, context, request, means);
  } catch (error) {
    result = failure(request ? 'CANNOT_SIMULATE' : 'MALFORMED_QUESTION', (error as Error).message);
  }
  const subject = { role, workload: request?.question.workload };
  const message = mayBeRollback(event) ? 'validated the role, only for this report: the update may be a rollback' : 'validated the role';
  console.log(JSON.stringify({ level: 'INFO', message, requestId: event.RequestId, ...reportOf(result, subject) }));
  return answerOf(event, context, result, subject, request);
}

function answerOf(
  event: CloudFormationCustomResourceEvent, { logGroupName, logStreamName }: LambdaContext, result: ValidationResult,
  subject: Subject, request: ValidationRequest | undefined,
): Answer {
  const { verdict } = result;
  // A question that can't be read may ask for a failure, too.
  const failed = (request === undefined || failsDeployment(result, request)) && !mayBeRollback(event);
  return {
    status: failed ? 'FAILED' : 'SUCCESS',
    ...failed ? { reason: failureMessage(result, subject, `log group ${logGroupName}, stream ${logStreamName}`, 2 * TEXT_BYTES) } : {},
    physicalResourceId: physicalIdOf(event, verdict, failed),
    data: {
      Verdict: verdict,
      Summary: summaryOf(result, subject, TEXT_BYTES),
      RoleArn: result.roleArn ?? textOf(event.ResourceProperties?.RoleArn) ?? '',
    },
  };
}

async function validate(
  event: CloudFormationCustomResourceEvent, { invokedFunctionArn }: LambdaContext, request: ValidationRequest,
  { reader, policies, clock, deadline }: Means,
): Promise<ValidationResult> {
  const [, partition, , region, account] = invokedFunctionArn.split(':');
  const { RoleArn, RoleName } = event.ResourceProperties ?? {};
  let role;
  try {
    role = roleIdentity({ arn: textOf(RoleArn), name: textOf(RoleName) }, { partition, region, account });
  } catch (error) {
    return failure('WRONG_ROLE', (error as Error).message);
  }
  const left = deadline - clock.now();
  return validateRole(role, request.question, reader, {
    clock,
    deadline: deadline - Math.min(ANSWER_MILLISECONDS, left * ANSWER_SHARE),
    propagationTimeout: request.propagationTimeout * 1_000,
  }, request.context, request.resourcePolicies ? policies(account) : undefined);
}

/** The result of a validation that ended before IAM was asked. */
function failure(reason: Reason, detail: string): ValidationResult {
  const findings = [{ verdict: reason === 'WRONG_ROLE' ? 'INVALID' as const : 'INCONCLUSIVE' as const, reason, detail }];
  return { verdict: overall(findings), findings, calls: 0 };
}

/** The property, if it is a string. Some values cannot be converted to one. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
