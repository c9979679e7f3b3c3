import { dirname, join } from 'path';
import { Worker, WorkerOptions } from 'worker_threads';
import { IAMClient } from '@aws-sdk/client-iam';
import { argumentsOf, CASES, iamOf, PLACE, roleArnOf, VerdictCase, workloadOf } from './verdict-cases';
import { workloadQuestion } from '../../../src/core/question/questions';
import { SYSTEM_CLOCK } from '../../../src/core/verdict/clock';
import { CLIENT_CONFIG, ClientReader } from '../../../src/handler/client-reader';
import type { CloudFormationCustomResourceEvent, LambdaContext } from '../../../src/handler/event';
import { answer } from '../../../src/handler/handle';
import { PolicyClients } from '../../../src/handler/policy-clients';
import { ResponseEndpoint, startResponseEndpoint } from '../../../testing/cloudformation/response-endpoint';
import { startIamEndpoint } from '../../../testing/offline-iam/endpoint';
import { cliFile } from '../run-cli';
import { runInProcess } from '../run-in-process';
import { CREDENTIALS, NOTHING } from '../session/offline-aws';

const EXIT_CODES: Readonly<Record<string, number>> = { VALID: 0, INVALID: 1, INCONCLUSIVE: 2 };
const ENVIRONMENT = { ...NOTHING, ...CREDENTIALS, AWS_REGION: PLACE.region };
const CONTEXT = {
  invokedFunctionArn: `arn:${PLACE.partition}:lambda:${PLACE.region}:${PLACE.account}:function:validator`, logGroupName: 'group', logStreamName: 'stream',
};
const MINUTE = 60_000;

/** A verdict and its reasons: the log entry of the function, or the JSON of the command line. */
interface Report {
  readonly verdict: string;
  readonly good: number;
  readonly findings: readonly object[];
  readonly calls: number;
}

interface LambdaAnswer {
  readonly report: Report;
  /** The verdict that CloudFormation gets. */
  readonly verdict: unknown;
}

interface CliAnswer {
  readonly report: Report;
  readonly status: number;
}

const eventOf = (row: VerdictCase, responseUrl: string) => ({
  RequestType: 'Create',
  ResponseURL: responseUrl,
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Validation',
  ResourceProperties: {
    RoleArn: roleArnOf(row),
    Validation: JSON.stringify({
      question: workloadQuestion(workloadOf(row), PLACE), onInvalid: 'warn', onInconclusive: 'warn', propagationTimeout: 0, context: row.context ?? [],
    }),
  },
}) as CloudFormationCustomResourceEvent;

const wordsOf = (row: VerdictCase) => ['validate', '--role', roleArnOf(row), ...argumentsOf(row), '--json'];
const cliEnvironment = (url: string) => ({ ...ENVIRONMENT, AWS_ENDPOINT_URL: url });

async function expectParity(
  row: VerdictCase, lambda: (url: string) => Promise<LambdaAnswer>, cli: (url: string) => Promise<CliAnswer>,
): Promise<void> {
  const endpoint = await startIamEndpoint(iamOf(row));
  try {
    const fromLambda = await lambda(endpoint.url);
    const fromCli = await cli(endpoint.url);
    expect([fromLambda.report.verdict, fromLambda.verdict]).toEqual([row.verdict, row.verdict]);
    expect([fromCli.report.verdict, fromCli.status]).toEqual([row.verdict, EXIT_CODES[row.verdict]]);
    const { good, findings, calls } = fromLambda.report;
    expect(fromCli.report).toMatchObject({ good, findings, calls });
  } finally {
    await endpoint.close();
  }
}

describe('the program and the handler, in this process', () => {
  let lines: string[];
  beforeEach(() => {
    lines = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  });
  afterEach(() => jest.restoreAllMocks());

  const lambda = (row: VerdictCase) => async (url: string): Promise<LambdaAnswer> => {
    const config = {
      ...CLIENT_CONFIG, endpoint: url, region: PLACE.region, credentials: { accessKeyId: 'AKIAOFFLINE', secretAccessKey: 'offline' },
    };
    const client = new IAMClient(config);
    const { data } = await answer(eventOf(row, ''), CONTEXT as LambdaContext, {
      reader: new ClientReader(client),
      policies: (account) => new PolicyClients(account, config),
      clock: SYSTEM_CLOCK,
      deadline: SYSTEM_CLOCK.now() + MINUTE,
    });
    return { report: JSON.parse(lines.find((line) => line.includes('"verdict"'))!), verdict: data?.Verdict };
  };
  const cli = (row: VerdictCase) => async (url: string): Promise<CliAnswer> => {
    const { stdout, status } = await runInProcess(wordsOf(row), { env: cliEnvironment(url) });
    return { report: JSON.parse(stdout), status };
  };

  test.each(CASES.map((row) => [row.name, row.verdict, row] as const))('give the same verdict for %s: %s', (_, __, row) => expectParity(row, lambda(row), cli(row)));
});

describe('the bundles, each in a separate thread', () => {
  let bundle: string;
  let responses: ResponseEndpoint;
  beforeAll(async () => {
    bundle = join(dirname(cliFile()), '../handler/index/index.js');
    responses = await startResponseEndpoint();
  });
  afterAll(() => responses.close());

  /** Loads the bundle as an instance of the function does, and passes one event to it. */
  const INSTANCE = `
    const { workerData: { bundle, event, context } } = require('worker_threads');
    require(bundle).handler(event, { ...context, getRemainingTimeInMillis: () => ${MINUTE} });
  `;
  const lambda = (row: VerdictCase) => async (url: string): Promise<LambdaAnswer> => {
    const responseUrl = responses.newUrl();
    const { stdout } = await runThread(INSTANCE, {
      eval: true, workerData: { bundle, event: eventOf(row, responseUrl), context: CONTEXT }, env: { ...ENVIRONMENT, AWS_ENDPOINT_URL: url },
    });
    const [attempt] = responses.attemptsAt(responseUrl);
    return { report: JSON.parse(stdout.split('\n').find((line) => line.includes('"verdict"'))!), verdict: JSON.parse(attempt.body).Data.Verdict };
  };
  const cli = (row: VerdictCase) => async (url: string): Promise<CliAnswer> => {
    const { stdout, status } = await runThread(cliFile(), { argv: wordsOf(row), env: cliEnvironment(url) });
    return { report: JSON.parse(stdout), status };
  };

  /** The first case of each verdict, and the first ones with a context, a policy of the organization and an odd answer of IAM. */
  const SOME = [...new Set([
    ...Object.keys(EXIT_CODES).map((verdict) => CASES.find((row) => row.verdict === verdict)!),
    ...['context', 'scps', 'answers'].map((property) => CASES.find((row) => row[property] !== undefined)!),
  ])];
  test.each(SOME.map((row) => [row.name, row.verdict, row] as const))('give the same verdict for %s: %s', (_, __, row) => expectParity(row, lambda(row), cli(row)));
});

/** Runs a program in a thread, which has its own environment, output and end as a process has. */
async function runThread(program: string, options: WorkerOptions): Promise<{ stdout: string; status: number }> {
  const worker = new Worker(program, { ...options, stdout: true, stderr: true });
  let stdout = '';
  worker.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const status = await new Promise<number>((resolve, reject) => worker.on('error', reject).on('exit', resolve));
  return { stdout, status };
}
