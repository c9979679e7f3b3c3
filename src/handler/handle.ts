import { createHash } from 'crypto';
import { Answer, CloudFormationCustomResourceEvent, LambdaContext } from './event';
import { parseValidationRequest, ValidationRequest } from '../core/question/validation-request';
import { roleIdentity } from '../core/rules/role-identity';
import { IamReader } from '../core/verdict/iam-reader';
import { ValidationResult, validateRole } from '../core/verdict/role-validation';
import { overall, Reason } from '../core/verdict/verdict';
import { failureMessage, reportOf, summaryOf } from '../core/verdict/verdict-text';

/** What is kept for the answer to CloudFormation, out of the time of the function. */
const ANSWER_MILLISECONDS = 15_000;
/** At the most, a part of the time. */
const ANSWER_SHARE = 0.25;
const TEXT_BYTES = 1_024;

/** The answer to a request of CloudFormation, whatever it holds. */
export async function answer(
  event: CloudFormationCustomResourceEvent, context: LambdaContext, reader: IamReader, deadline: number,
): Promise<Answer> {
  if (event.RequestType === 'Delete') {
    // There is nothing to delete, and nothing must keep a stack from going.
    return { status: 'SUCCESS', physicalResourceId: textOf(event.PhysicalResourceId) || 'none' };
  }
  const properties = event.ResourceProperties ?? {};
  const role = textOf(properties.RoleArn) ?? textOf(properties.RoleName) ?? 'without a name';
  let request: ValidationRequest | undefined;
  let result: ValidationResult;
  try {
    request = parseValidationRequest(properties.Validation);
    result = await judge(event, context, request, reader, deadline);
  } catch (error) {
    result = failed(request ? 'CANNOT_SIMULATE' : 'MALFORMED_QUESTION', (error as Error).message);
  }
  const workload = request?.question.workload ?? 'without a name';
  console.log(JSON.stringify({ level: 'INFO', message: 'the role is judged', requestId: event.RequestId, ...reportOf(result, role, workload) }));
  return answerOf(event, context, result, role, workload, request);
}

function answerOf(
  event: CloudFormationCustomResourceEvent, { logGroupName, logStreamName }: LambdaContext, result: ValidationResult, role: string,
  workload: string, request: ValidationRequest | undefined,
): Answer {
  const { verdict } = result;
  const fails = verdict === 'INVALID' && (request?.onInvalid ?? 'fail') === 'fail'
    || verdict === 'INCONCLUSIVE' && (request?.onInconclusive ?? 'warn') === 'fail';
  return {
    status: fails ? 'FAILED' : 'SUCCESS',
    ...fails ? { reason: failureMessage(result, role, workload, `log group ${logGroupName}, stream ${logStreamName}`, 2 * TEXT_BYTES) } : {},
    // CloudFormation shows nothing else of a success.
    physicalResourceId: `${verdict}-${shortHash(event)}`,
    data: {
      Verdict: verdict,
      Summary: summaryOf(result, role, workload, TEXT_BYTES),
      RoleArn: result.roleArn ?? textOf(event.ResourceProperties?.RoleArn) ?? '',
    },
  };
}

async function judge(
  event: CloudFormationCustomResourceEvent, { invokedFunctionArn }: LambdaContext, request: ValidationRequest, reader: IamReader, deadline: number,
): Promise<ValidationResult> {
  const [, partition, , region, account] = invokedFunctionArn.split(':');
  const { RoleArn, RoleName } = event.ResourceProperties ?? {};
  let role;
  try {
    role = roleIdentity({ arn: textOf(RoleArn), name: textOf(RoleName) }, { partition, region, account });
  } catch (error) {
    return failed('WRONG_ROLE', (error as Error).message);
  }
  const left = deadline - Date.now();
  return validateRole(role, request.question, reader, {
    deadline: deadline - Math.min(ANSWER_MILLISECONDS, left * ANSWER_SHARE),
    propagationTimeout: request.propagationTimeout * 1_000,
    now: () => Date.now(),
    sleep: (milliseconds, signal) => new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      }, { once: true });
    }),
  }, request.context);
}

/** A judgement that ended before IAM was asked. */
function failed(reason: Reason, detail: string): ValidationResult {
  const findings = [{ verdict: reason === 'WRONG_ROLE' ? 'INVALID' as const : 'INCONCLUSIVE' as const, reason, detail }];
  return { verdict: overall(findings), findings, calls: 0 };
}

/** The same for the same resource, and no name of anything. */
function shortHash({ StackId, LogicalResourceId }: CloudFormationCustomResourceEvent): string {
  return createHash('sha256').update(JSON.stringify([StackId, LogicalResourceId])).digest('hex').slice(0, 12);
}

/** A property that is a text. No other value is made one: not even that can be done with every value. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
