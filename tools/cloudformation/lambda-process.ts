import { spawn } from 'node:child_process';
import { CustomResourceEvent } from './events';

/** Loads a handler as Lambda's runtime does, runs it on one event, and ends. */
const RUNTIME = `
const [bundle, milliseconds] = process.argv.slice(1);
const deadline = Date.now() + Number(milliseconds);
let input = '';
process.stdin.on('data', (chunk) => input += chunk).on('end', () => require(bundle).handler(JSON.parse(input), {
  invokedFunctionArn: process.env.FUNCTION_ARN,
  logGroupName: 'validator',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => deadline - Date.now(),
}).then(() => process.exit(0)));
`;

export interface LambdaProcessOptions {
  /** The file of the handler. */
  readonly bundle: string;
  /** The time of the function. */
  readonly timeoutMs: number;
  /** Where IAM is. */
  readonly iamUrl: string;
  /** @default 'arn:aws:lambda:eu-west-1:111122223333:function:validator' */
  readonly functionArn?: string;
}

export interface LambdaProcessResult {
  readonly code: number | null;
  /** Both of its outputs: what would stand in the log. */
  readonly log: string;
}

/** Runs the handler of a Lambda function on an event, in a process of its own with the environment that Lambda gives. */
export async function runLambdaProcess(event: CustomResourceEvent, options: LambdaProcessOptions): Promise<LambdaProcessResult> {
  const { bundle, timeoutMs, iamUrl, functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:validator' } = options;
  const child = spawn(process.execPath, ['-e', RUNTIME, bundle, String(timeoutMs)], {
    env: {
      FUNCTION_ARN: functionArn,
      AWS_ENDPOINT_URL_IAM: iamUrl,
      AWS_REGION: functionArn.split(':')[3],
      AWS_ACCESS_KEY_ID: 'AKIAOFFLINE',
      AWS_SECRET_ACCESS_KEY: 'offline',
      AWS_SESSION_TOKEN: 'offline',
    },
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  // Lambda ends a function that takes longer.
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  child.stdin.end(JSON.stringify(event));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, log: Buffer.concat(chunks).toString('utf8') });
    });
  });
}
