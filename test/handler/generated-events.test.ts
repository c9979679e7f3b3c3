import fc from 'fast-check';
import { ACCOUNT, captureLog, contextOf, NO_POLICIES, QUESTION, ROLE_ARN } from './local-validation';
import { Clock, SYSTEM_CLOCK } from '../../src/core/verdict/clock';
import { IamFailure, IamReader } from '../../src/core/verdict/iam-reader';
import { limitConcurrency } from '../../src/core/verdict/permissions/limit-concurrency';
import { Answer, CloudFormationCustomResourceEvent } from '../../src/handler/event';
import { answer } from '../../src/handler/handle';
import { responseBody, sendResponse } from '../../src/handler/response';
import { FakeClock } from '../../testing/clock/fake-clock';
import { startResponseEndpoint } from '../../testing/cloudformation/response-endpoint';
import { PROPERTY_SEED } from '../check-property';

/** The nightly run has 10,000. */
const EVENTS = Number(process.env.GENERATED_EVENTS ?? 500);
/** The number that is answered over HTTP. */
const OVER_HTTP = Math.min(EVENTS, 300);
/** The time of each function. */
const EVENT_MS = 1_000;
const RESPONSE_BYTES = 4_096;

const SECRET = 'X-Amz-Signature=0123456789abcdef';

/** Names with many bytes, half characters, control characters and quotes, and very long ones. */
const name = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 64 }),
  fc.string({ unit: 'binary', maxLength: 64 }),
  fc.constantFrom('', '役割/ロール', '👩‍🔬'.repeat(200), '\ud800', '"\\\u0000\n'.repeat(300), 'x'.repeat(100_000), '__proto__', 'constructor'),
);
/** Any JSON value, and objects that cannot be converted to a string. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  name,
  fc.constantFrom<unknown>(null, 0, -1, 1e308, true, [], {}, [[]], { toString: 1, valueOf: null }, { length: 1e9 }, JSON.parse('{"__proto__":{"x":1}}')),
);

const entry = fc.record({
  key: fc.oneof(fc.constantFrom('aws:SourceVpc', 'kms:ViaService'), name),
  type: fc.constantFrom('string', 'stringList', 'boolean', 'binary'),
  values: fc.array(name, { minLength: 1, maxLength: 4 }),
});
const action = fc.oneof(fc.constantFrom('s3:GetObject', 's3:PutObject', 'kms:Decrypt', '*', 's3:*'), name);
const resource = fc.oneof(fc.constantFrom('*', '{role}', 'arn:aws:s3:::own/data/probe'), name);
const rarelyEmpty = <T>(list: fc.Arbitrary<T[]>) => fc.oneof({ weight: 30, arbitrary: list }, { weight: 1, arbitrary: fc.constant([]) });
const group = fc.record({
  actions: rarelyEmpty(fc.array(action, { minLength: 1, maxLength: 30 })),
  resources: rarelyEmpty(fc.array(resource, { minLength: 1, maxLength: 5 })),
  certainty: fc.oneof({ weight: 30, arbitrary: fc.constantFrom('concrete', 'probe', 'any') }, { weight: 1, arbitrary: fc.constant('certain') }),
  facts: fc.array(entry, { maxLength: 2 }),
  assumed: fc.array(entry, { maxLength: 2 }),
});
const hugeGroups = fc.constantFrom(
  [{ ...QUESTION.groups[0], actions: Array(5_000).fill('s3:GetObject') }],
  [{ ...QUESTION.groups[0], resources: Array.from({ length: 5_000 }, (_, index) => `arn:aws:s3:::own/${index}`) }],
  [{ ...QUESTION.groups[0], actions: Array(200_000).fill('s3:GetObject'), resources: Array(1_000).fill('*') }],
  Array(3_000).fill(QUESTION.groups[1]),
  [{ ...QUESTION.groups[1], assumed: [{ key: 'kms:ViaService', type: 'string', values: Array(50_000).fill('x') }] }],
);
/** Usually all properties, sometimes a few. */
const mostly = (model: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof({ weight: 5, arbitrary: fc.record(model) }, { weight: 1, arbitrary: fc.record(model, { requiredKeys: [] }) });
/** A good value with some damaged properties. */
const spoiled = <T extends object>(good: T) => mostly(
  Object.fromEntries(Object.entries(good).map(([key, value]) =>
    [key, fc.oneof({ weight: 9, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: anything })])));
const question = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      version: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.constantFrom<unknown>(0, 2, 99, '1', null, 'x'.repeat(9_000))),
      workload: name,
      services: fc.array(fc.oneof(fc.constant('sagemaker.amazonaws.com'), name), { maxLength: 3 }),
      groups: fc.oneof(
        { weight: 200, arbitrary: rarelyEmpty(fc.array(group, { minLength: 1, maxLength: 4 })) }, { weight: 1, arbitrary: hugeGroups },
      ),
    }),
  },
  { weight: 2, arbitrary: spoiled(QUESTION) },
  { weight: 3, arbitrary: fc.constant(QUESTION) },
  { weight: 1, arbitrary: anything },
);
const validation = fc.oneof(
  {
    weight: 20,
    arbitrary: mostly({
      question,
      onInvalid: fc.oneof(fc.constantFrom('fail', 'warn'), anything),
      onInconclusive: fc.oneof(fc.constantFrom('fail', 'warn'), anything),
      propagationTimeout: fc.oneof(fc.constantFrom<unknown>(0, '30', 1e308, -1), anything),
      context: fc.oneof({ weight: 9, arbitrary: fc.array(entry, { maxLength: 3 }) }, anything),
    }).map((request) => JSON.stringify(request)),
  },
  { weight: 1, arbitrary: name },
  { weight: 1, arbitrary: anything },
  { weight: 1, arbitrary: fc.constantFrom('{', '[]', 'null', '"x"', '['.repeat(100_000)) },
);
const properties = fc.oneof(
  {
    weight: 20,
    arbitrary: mostly({
      RoleArn: fc.oneof({ weight: 6, arbitrary: fc.constant(ROLE_ARN) }, name, name.map((text) => `arn:aws:iam::${ACCOUNT}:role/${text}`), anything),
      RoleName: fc.oneof(fc.constant('Trainer'), name, anything),
      Validation: validation,
    }),
  },
  { weight: 1, arbitrary: anything },
);
const generatedEvent = mostly({
  RequestType: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('Create', 'Update') }, { weight: 1, arbitrary: fc.constantFrom('Delete', 'delete', 'DELETE') }, anything),
  StackId: fc.oneof({ weight: 9, arbitrary: fc.constant(`arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/stack/1234`) }, anything),
  RequestId: fc.oneof({ weight: 9, arbitrary: fc.uuid() }, anything),
  LogicalResourceId: fc.oneof({ weight: 9, arbitrary: fc.constant('Validation') }, anything),
  PhysicalResourceId: fc.oneof(fc.constant('VALID-1'), name, anything),
  ResourceProperties: properties,
});

const TRUST = encodeURIComponent(JSON.stringify(
  { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } } }));

/** How IAM behaves: usually well, sometimes in ways that no client would allow. */
const decision = fc.constantFrom('allowed', 'implicitDeny', 'explicitDeny', 'unheard', undefined);
const behaviour = fc.record({
  role: fc.oneof(
    { weight: 2, arbitrary: fc.constant({ arn: ROLE_ARN, path: '/team/', trust: TRUST }) },
    fc.record({
      arn: fc.oneof(fc.constant(ROLE_ARN), name),
      path: fc.constantFrom('/', '/team/', '/aws-service-role/x/', undefined),
      trust: fc.oneof(fc.constant(TRUST), name, fc.constant(undefined)),
    }),
    anything,
    fc.constantFrom(new IamFailure('NOT_FOUND', 'NoSuchEntity'), new IamFailure('ACCESS_DENIED', 'AccessDenied'), new Error('broken'), undefined),
  ),
  decisions: fc.oneof(fc.constant(['allowed']), fc.array(decision, { minLength: 1, maxLength: 8 })),
  page: fc.constantFrom('complete', 'complete', 'complete', 'pairs', 'partial', 'empty', 'endless', 'garbage', 'throws', 'rejects nothing'),
  garbage: anything,
  milliseconds: fc.oneof({ weight: 30, arbitrary: fc.constantFrom(0, 0, 1, 5) }, { weight: 1, arbitrary: fc.constant(10_000) }),
});

type Behaviour = typeof behaviour extends fc.Arbitrary<infer T> ? T : never;

/** A reader that gives generated answers. */
class GeneratedReader implements IamReader {
  private calls = 0;

  constructor(private readonly behaves: Behaviour, private readonly clock: Clock) {}

  public async getRole(): Promise<any> {
    await this.wait();
    const { role } = this.behaves;
    if (role instanceof Error) {
      throw role;
    }
    return role;
  }

  public async simulate({ actions, resources }: Parameters<IamReader['simulate']>[0]): Promise<any> {
    await this.wait();
    const { page, garbage, decisions } = this.behaves;
    const one = () => ({ decision: decisions[this.calls++ % decisions.length], missingContext: this.calls % 7 === 0 ? ['aws:SourceVpc'] : [] });
    switch (page) {
      case 'garbage': return garbage;
      case 'throws': throw new IamFailure('OTHER', 'Throttling: Rate exceeded');
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      case 'rejects nothing': throw undefined;
      case 'empty': return { evaluations: [] };
      case 'pairs': return { evaluations: actions.flatMap((asked) => resources.map((about) => ({ action: asked, resource: about, ...one() }))) };
    }
    const evaluations = actions.map((asked) => ({ action: asked, resource: '*', ...one(), byResource: resources.map((about) => ({ resource: about, ...one() })) }));
    return { evaluations: page === 'partial' ? evaluations.slice(1) : evaluations, marker: page === 'endless' ? `${this.calls}` : undefined };
  }

  private async wait(): Promise<void> {
    const { milliseconds } = this.behaves;
    if (milliseconds > 0) {
      // The longest is beyond the deadline.
      await this.clock.sleep(milliseconds);
    }
  }
}

interface Answered {
  readonly event: Record<string, unknown>;
  readonly answer: Answer;
  readonly body: string;
}

const print = console.log;
const logged = { text: () => '' };
beforeAll(() => {
  const log = captureLog();
  logged.text = () => log.text();
});

/** The faults of a response. */
function faultsOf({ event, answer: { status }, body }: Answered): string[] {
  const response = JSON.parse(body);
  return [
    ...Buffer.byteLength(body) <= RESPONSE_BYTES ? [] : [`${Buffer.byteLength(body)} bytes`],
    ...response.Status === status && ['SUCCESS', 'FAILED'].includes(status) ? [] : [`status ${response.Status}`],
    ...status === 'SUCCESS' || response.Reason ? [] : ['no reason'],
    ...typeof response.PhysicalResourceId === 'string' && response.PhysicalResourceId !== '' ? [] : [`physical id ${response.PhysicalResourceId}`],
    ...event.RequestType === 'Delete' && status !== 'SUCCESS' ? ['a deletion failed'] : [],
    // The names of an ordinary request come back complete.
    ...['StackId', 'RequestId', 'LogicalResourceId'].filter((key) => typeof event[key] === 'string' && (event[key] as string).length < 64
      && JSON.stringify(event).length < 100_000 && response[key] !== event[key] && Buffer.from(event[key] as string).toString() === event[key])
      .map((key) => `${key} is ${JSON.stringify(response[key])}`),
  ];
}

test(`answers ${EVENTS} generated events`, async () => {
  const responses = await startResponseEndpoint();
  const limited = limitConcurrency(() => 100);
  const verdicts = new Map<string, number>();
  const faulty: string[] = [];
  let answers = 0;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  try {
    const samples = fc.sample(fc.tuple(generatedEvent, behaviour), { numRuns: EVENTS, seed: PROPERTY_SEED });
    await Promise.all(samples.map(([generated, behaves], index) => limited(async () => {
      const event: Record<string, unknown> = { ...generated, ResponseURL: index < OVER_HTTP ? responses.newUrl() : `https://bucket.invalid/?${SECRET}` };
      const request = event as CloudFormationCustomResourceEvent;
      // Lets waiting validations continue.
      await new Promise((resolve) => setImmediate(resolve));
      try {
        const clock = new FakeClock();
        const reader = new GeneratedReader(behaves, clock);
        const given = await answer(request, contextOf(EVENT_MS), { reader, policies: NO_POLICIES, clock, deadline: EVENT_MS });
        const body = responseBody(request, given);
        const faults = faultsOf({ event, answer: given, body });
        if (index < OVER_HTTP) {
          // They share one thread with the endpoint: on a busy machine, an attempt may be late.
          await sendResponse(request, given, { clock: SYSTEM_CLOCK, deadline: Date.now() + 240_000 });
          const attempts = responses.attemptsAt(request.ResponseURL!);
          attempts.length > 0 && attempts.every((attempt) => attempt.body === body) || faults.push(`${attempts.length} attempts`);
        }
        answers += 1;
        const verdict = given.data?.Verdict ?? 'DELETED';
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        faults.length === 0 || faulty.push(`${faults.join('; ')}: ${JSON.stringify([generated, behaves]).slice(0, 500)}`);
      } catch (error) {
        faulty.push(`${(error as Error).stack}: ${JSON.stringify([generated, behaves]).slice(0, 500)}`);
      }
    })));
    // Node.js reports an unhandled rejection a turn later.
    await new Promise((resolve) => setTimeout(resolve, 50));
  } finally {
    process.off('unhandledRejection', note);
    await responses.close();
  }
  print(`${answers} answers: ${JSON.stringify(Object.fromEntries(verdicts))}`);
  expect(faulty.slice(0, 5)).toEqual([]);
  expect(unhandled).toEqual([]);
  expect(answers).toBe(EVENTS);
  // Events that all end alike prove little.
  expect(['VALID', 'INVALID', 'INCONCLUSIVE', 'DELETED'].filter((verdict) => (verdicts.get(verdict) ?? 0) < EVENTS / 100)).toEqual([]);
  expect(logged.text()).not.toContain(SECRET);
  expect(logged.text()).not.toContain('X-Amz-Signature');
}, 400_000);

test.each([undefined, '', 'x', 'ftp://bucket.invalid/', { toString: 1 }])('ends at once for an event without a usable URL (%j)', async (ResponseURL) => {
  captureLog();
  const deadline = Date.now() + 60_000;
  await sendResponse({ ResponseURL } as CloudFormationCustomResourceEvent, { status: 'SUCCESS', physicalResourceId: 'VALID-1' }, { clock: SYSTEM_CLOCK, deadline });
  expect(Date.now()).toBeLessThan(deadline - 30_000);
});
