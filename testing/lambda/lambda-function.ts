import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { Finding, Verdict } from '../../src/core/verdict/verdict';
import type { CustomResourceEvent } from '../cloudformation/events';
import { startResponseEndpoint } from '../cloudformation/response-endpoint';
import { VALIDATION } from '../template-validations';

/** The bundle of the function that validates. */
export const BUNDLE = join(__dirname, '../../assets/handler/index/index.js');
const RUNTIME = join(__dirname, 'lambda-runtime.cjs');
const FUNCTION_MS = 300_000;
const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:validator';

/** Where a function runs. */
export interface LambdaEnvironment {
  /** Where the function finds IAM and the other services. */
  readonly iamUrl: string;
  /** @default 'arn:aws:lambda:eu-west-1:111122223333:function:validator' */
  readonly functionArn?: string;
  /** @default - five minutes */
  readonly timeoutMs?: number;
}

/** One run of the function. */
export interface LambdaRun {
  /** Both outputs of the process. */
  readonly log: string;
  /** The time of the handler, without the start of the process. */
  readonly milliseconds: number;
  /** The heap in use after the answer. */
  readonly heapBytes: number;
}

/**
 * Runs the bundle on an event, in a separate process with the environment of Lambda.
 *
 * @throws if the handler fails, or takes longer than its time
 */
export function runLambda(event: object, { iamUrl, functionArn = FUNCTION_ARN, timeoutMs = FUNCTION_MS }: LambdaEnvironment): Promise<LambdaRun> {
  const child = fork(RUNTIME, [BUNDLE], {
    silent: true,
    execArgv: [],
    // Lambda ends a function that takes longer.
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    // No credentials and no configuration of this machine.
    env: {
      AWS_REGION: functionArn.split(':')[3],
      AWS_ACCESS_KEY_ID: 'OFFLINE',
      AWS_SECRET_ACCESS_KEY: 'offline',
      AWS_SESSION_TOKEN: 'offline',
      AWS_ENDPOINT_URL: iamUrl,
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
    },
  });
  const chunks: Buffer[] = [];
  [child.stdout!, child.stderr!].forEach((output) => output.on('data', (chunk: Buffer) => chunks.push(chunk)));
  const log = () => Buffer.concat(chunks).toString('utf8');
  return new Promise((resolve, reject) => {
    let measured: { milliseconds: number; heapBytes: number } | undefined;
    child.on('message', (message: typeof measured) => measured = message);
    child.on('error', reject);
    child.on('close', (code, signal) => measured === undefined || code !== 0
      ? reject(new Error(`the function ended with ${code ?? signal}; its log:\n${log()}`))
      : resolve({ log: log(), ...measured }));
    child.send({
      event,
      context: { invokedFunctionArn: functionArn, logGroupName: `/aws/lambda/${functionArn.split(':')[6]}`, logStreamName: '2026/01/01/[$LATEST]0f1e2d3c' },
      milliseconds: timeoutMs,
    });
  });
}

/** A request of CloudFormation to the function that validates. */
export interface Invocation extends LambdaEnvironment {
  /** @default 'Create' */
  readonly requestType?: CustomResourceEvent['RequestType'];
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly stackId: string;
  readonly functionArn: string;
}

/** The function's answer to CloudFormation. */
export interface Response {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly RequestId: string;
  readonly Data?: { readonly Verdict: Verdict; readonly Summary: string; readonly RoleArn: string };
}

/** The function's report in its log. */
export interface Report {
  readonly verdict: Verdict;
  readonly good: number;
  readonly findings: readonly Finding[];
  readonly calls: number;
}

export interface Outcome extends Omit<LambdaRun, 'log'> {
  readonly response: Response;
  /** A deletion has no report. */
  readonly report?: Report;
}

/** Invokes the function once, and receives its answer as CloudFormation does. */
export async function invokeLambda(invocation: Invocation): Promise<Outcome> {
  const { requestType = 'Create', logicalId, physicalId, properties, stackId, functionArn, iamUrl } = invocation;
  const cloudFormation = await startResponseEndpoint();
  try {
    const url = cloudFormation.newUrl();
    const event: CustomResourceEvent = {
      RequestType: requestType,
      ServiceToken: functionArn,
      ResponseURL: url,
      StackId: stackId,
      RequestId: randomUUID(),
      ResourceType: VALIDATION,
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceProperties: properties,
    };
    const { log, ...measured } = await runLambda(event, { iamUrl, functionArn });
    const [response, ...more] = cloudFormation.attemptsAt(url);
    if (!response || more.length > 0 || cloudFormation.strays > 0) {
      throw new Error(`${logicalId}: expected one answer, not ${more.length + (response ? 1 : 0)}; the log:\n${log}`);
    }
    const lines = log.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    return { response: JSON.parse(response.body), report: lines.find(({ verdict }) => verdict), ...measured };
  } finally {
    await cloudFormation.close();
  }
}
