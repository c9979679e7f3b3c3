import type { Response } from './lambda-function';
import { answer } from '../../src/handler/handle';
import { responseBody } from '../../src/handler/response';
import { FakeClock } from '../clock/fake-clock';
import { OfflineReader } from '../offline-iam/offline-reader';
import { OfflineAccount } from '../offline-iam/simulate';
import { Place } from '../offline-iam/template-roles';

const FUNCTION_MS = 300_000;

/** The outcome of a validation. */
export interface InProcessOutcome {
  readonly response: Response;
  /** Calls of IAM. */
  readonly calls: number;
}

/**
 * Runs a validation of a template with the function's code, in this process and without a network. Use it for tests of templates:
 * test/handler/bundle.test.ts runs the bundle.
 */
export async function invokeInProcess(
  { logicalId, properties }: { readonly logicalId: string; readonly properties: Readonly<Record<string, unknown>> },
  account: OfflineAccount, { partition, region, account: id }: Place,
): Promise<InProcessOutcome> {
  const reader = new OfflineReader(account);
  const event = {
    RequestType: 'Create',
    StackId: `arn:${partition}:cloudformation:${region}:${id}:stack/Workloads/0f1e2d3c`,
    RequestId: 'request',
    LogicalResourceId: logicalId,
    ResourceProperties: properties,
  };
  const context = {
    invokedFunctionArn: `arn:${partition}:lambda:${region}:${id}:function:Workloads-Validation`,
    logGroupName: 'validator',
    logStreamName: 'stream',
    getRemainingTimeInMillis: () => FUNCTION_MS,
  };
  const given = await answer(event, context, { reader, policies: () => reader, clock: new FakeClock(), deadline: FUNCTION_MS });
  return { response: JSON.parse(responseBody(event, given)), calls: reader.calls };
}
