import { fork } from 'node:child_process';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { CustomResourceEvent } from '../cloudformation/events';

const RUNNER = join(__dirname, 'run-handler.cjs');

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
  /** Null for a process that was ended since its time was over. */
  readonly code: number | null;
  /** Both of its outputs: what would stand in the function's log. */
  readonly log: string;
}

/** Runs the handler of a Lambda function on an event, in a process of its own with the environment that Lambda gives. */
export async function runLambdaProcess(event: CustomResourceEvent, options: LambdaProcessOptions): Promise<LambdaProcessResult> {
  const { bundle, timeoutMs, iamUrl, functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:validator' } = options;
  const child = fork(RUNNER, [bundle], {
    silent: true,
    execArgv: [],
    // Lambda ends a function that takes longer.
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    env: {
      AWS_REGION: functionArn.split(':')[3],
      AWS_ACCESS_KEY_ID: 'OFFLINE',
      AWS_SECRET_ACCESS_KEY: 'offline',
      AWS_SESSION_TOKEN: 'offline',
      AWS_ENDPOINT_URL_IAM: iamUrl,
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
    },
  });
  const chunks: Buffer[] = [];
  [child.stdout!, child.stderr!].forEach((output) => output.on('data', (chunk: Buffer) => chunks.push(chunk)));
  child.send({ event, context: { invokedFunctionArn: functionArn, logGroupName: 'validator', logStreamName: 'stream' }, seconds: timeoutMs / 1000 });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, log: Buffer.concat(chunks).toString('utf8') }));
  });
}
