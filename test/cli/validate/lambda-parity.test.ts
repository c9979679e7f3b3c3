import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { Worker, WorkerOptions } from 'worker_threads';
import { argumentsOf, CASES, iamOf, PLACE, roleArnOf, VerdictCase, workloadOf } from './verdict-cases';
import { CREDENTIALS, NOTHING } from '../session/offline-aws';
import { cliFile } from '../run-cli';
import { workloadQuestion } from '../../../src/core/question/questions';
import { ResponseEndpoint, startResponseEndpoint } from '../../../testing/cloudformation/response-endpoint';
import { startIamEndpoint } from '../../../testing/offline-iam/endpoint';

const ROOT = join(__dirname, '../../..');
const EXIT_CODES: Readonly<Record<string, number>> = { VALID: 0, INVALID: 1, INCONCLUSIVE: 2 };
const ENVIRONMENT = { ...NOTHING, ...CREDENTIALS, AWS_REGION: PLACE.region };

/** A verdict and its reasons: what the function logs, and what the command line prints. */
interface Report {
  readonly verdict: string;
  readonly good: number;
  readonly findings: readonly object[];
  readonly calls: number;
}

let bundle: string;
let responses: ResponseEndpoint;
beforeAll(async () => {
  bundle = join(dirname(cliFile()), 'handler.js');
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8'));
  const [command, ...args]: string[] = tasks['bundle:handler/index'].steps[0].execArgs;
  execFileSync(join(ROOT, 'node_modules/.bin', command), args.filter((arg) => !/^--outfile=/.test(arg)).concat(`--outfile=${bundle}`), {
    cwd: ROOT, stdio: 'pipe',
  });
  responses = await startResponseEndpoint();
});
afterAll(() => responses.close());

/** Loads the bundle as an instance of the function does, which makes its client then, and hands it one event. */
const INSTANCE = `
  const { workerData: { bundle, event, context } } = require('worker_threads');
  require(bundle).handler(event, { ...context, getRemainingTimeInMillis: () => 60_000 });
`;

/** What the Lambda function says of a case, in its log and to CloudFormation. */
async function judgedByLambda(row: VerdictCase, iamUrl: string): Promise<{ report: Report; response: any }> {
  const question = workloadQuestion(workloadOf(row), PLACE);
  const responseUrl = responses.newUrl();
  const event = {
    RequestType: 'Create',
    ResponseURL: responseUrl,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Validation',
    ResourceProperties: {
      RoleArn: roleArnOf(row),
      Validation: JSON.stringify({ question, onInvalid: 'warn', onInconclusive: 'warn', propagationTimeout: 0, context: row.context ?? [] }),
    },
  };
  const context = { invokedFunctionArn: `arn:${PLACE.partition}:lambda:${PLACE.region}:${PLACE.account}:function:validator` };
  const { stdout } = await run(INSTANCE, {
    eval: true, workerData: { bundle, event, context }, env: { ...ENVIRONMENT, AWS_ENDPOINT_URL_IAM: iamUrl },
  });
  const [attempt] = responses.attemptsAt(responseUrl);
  return { report: JSON.parse(stdout.split('\n').find((line) => line.includes('"verdict"'))!), response: JSON.parse(attempt.body) };
}

/** What the command line says of a case. */
async function judgedByCli(row: VerdictCase, url: string): Promise<{ report: Report; status: number }> {
  const { stdout, status } = await run(cliFile(), {
    argv: ['validate', '--role', roleArnOf(row), ...argumentsOf(row), '--json'],
    env: { ...ENVIRONMENT, AWS_ENDPOINT_URL_IAM: url, AWS_ENDPOINT_URL_STS: url },
  });
  return { report: JSON.parse(stdout), status };
}

/** Runs a program in a thread instead of a process: it starts in less time, and has its own environment, output and end. */
async function run(program: string, options: WorkerOptions): Promise<{ stdout: string; status: number }> {
  const worker = new Worker(program, { ...options, stdout: true, stderr: true });
  let stdout = '';
  worker.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const status = await new Promise<number>((resolve, reject) => worker.on('error', reject).on('exit', resolve));
  return { stdout, status };
}

test.each(CASES.map((row) => [row.name, row.verdict, row] as const))('of %s, the command line and the Lambda function say %s', async (_, verdict, row) => {
  const endpoint = await startIamEndpoint(iamOf(row));
  try {
    const [lambda, cli] = await Promise.all([judgedByLambda(row, endpoint.url), judgedByCli(row, endpoint.url)]);
    expect([lambda.report.verdict, lambda.response.Data.Verdict]).toEqual([verdict, verdict]);
    expect([cli.report.verdict, cli.status]).toEqual([verdict, EXIT_CODES[verdict]]);
    const { good, findings, calls } = lambda.report;
    expect(cli.report).toMatchObject({ good, findings, calls });
  } finally {
    await endpoint.close();
  }
});
