import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { Finding, Verdict } from '../../src/core/verdict/verdict';
import { startResponseEndpoint } from '../cloudformation/response-endpoint';

const BUNDLE = join(__dirname, '../../assets/handler/index/index.js');
const RUNNER = join(__dirname, 'run-handler.cjs');
const FUNCTION_SECONDS = 300;
/** A process that hangs is ended. */
const LONGEST_MILLISECONDS = 120_000;

/** A request of CloudFormation to the function that validates. */
export interface Invocation {
  /** @default 'Create' */
  readonly requestType?: 'Create' | 'Delete';
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly stackId: string;
  readonly functionArn: string;
  /** Where the function finds IAM. */
  readonly iamUrl: string;
}

/** What the function answers to CloudFormation. */
export interface Response {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly RequestId: string;
  readonly Data?: { readonly Verdict: Verdict; readonly Summary: string; readonly RoleArn: string };
}

/** What the function writes into its log. */
export interface Report {
  readonly verdict: Verdict;
  readonly good: number;
  readonly findings: readonly Finding[];
  readonly calls: number;
}

export interface Outcome {
  readonly response: Response;
  /** A deletion is not reported. */
  readonly report?: Report;
  /** The time of the handler, without the start of the process. */
  readonly milliseconds: number;
  /** The heap in use once the answer is sent. */
  readonly heapBytes: number;
}

/** Runs the bundle of the Lambda function in a process of its own, and takes its answer as CloudFormation would. */
export async function invokeBundle(invocation: Invocation): Promise<Outcome> {
  const cloudFormation = await startResponseEndpoint();
  try {
    const url = cloudFormation.newUrl();
    const { log, ...measured } = await run(invocation, url);
    const [response, ...more] = cloudFormation.attemptsAt(url);
    if (!response || more.length > 0 || cloudFormation.strays > 0) {
      throw new Error(`${invocation.logicalId}: not exactly one answer came; the log:\n${log}`);
    }
    const lines = log.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    return { response: JSON.parse(response.body), report: lines.find(({ verdict }) => verdict), ...measured };
  } finally {
    await cloudFormation.close();
  }
}

function run(invocation: Invocation, responseUrl: string): Promise<{ log: string; milliseconds: number; heapBytes: number }> {
  const { requestType = 'Create', logicalId, physicalId, properties, stackId, functionArn, iamUrl } = invocation;
  const child = fork(RUNNER, [BUNDLE], {
    silent: true,
    execArgv: [],
    timeout: LONGEST_MILLISECONDS,
    // Nothing of who runs this: no credentials, no configuration.
    env: {
      AWS_REGION: functionArn.split(':')[3],
      AWS_ACCESS_KEY_ID: 'OFFLINE',
      AWS_SECRET_ACCESS_KEY: 'offline',
      AWS_ENDPOINT_URL_IAM: iamUrl,
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
    },
  });
  return new Promise((resolve, reject) => {
    let log = '';
    let measured: { milliseconds: number; heapBytes: number } | undefined;
    child.stdout!.on('data', (data) => log += data);
    child.stderr!.on('data', (data) => log += data);
    child.on('message', (message: { milliseconds: number; heapBytes: number }) => measured = message);
    child.on('error', reject);
    child.on('close', (code, signal) => measured === undefined || code !== 0
      ? reject(new Error(`${logicalId}: the function ended with ${code ?? signal}; its log:\n${log}`))
      : resolve({ log, ...measured }));
    child.send({
      event: {
        RequestType: requestType,
        ResponseURL: responseUrl,
        StackId: stackId,
        RequestId: randomUUID(),
        ResourceType: 'Custom::SageMakerRoleValidation',
        LogicalResourceId: logicalId,
        PhysicalResourceId: physicalId,
        ResourceProperties: properties,
      },
      context: {
        invokedFunctionArn: functionArn,
        logGroupName: `/aws/lambda/${functionArn.split(':')[6]}`,
        logStreamName: '2026/01/01/[$LATEST]0f1e2d3c',
      },
      seconds: FUNCTION_SECONDS,
    });
  });
}
