import table from '../../../corpus/execution-roles.json';
import { connectGrants } from '../../../src/core/grant/callers';
import { WorkloadScope } from '../../../src/core/grant/workload';
import { connectQuestion } from '../../../src/core/question/caller-question';
import { workloadQuestion } from '../../../src/core/question/questions';
import { Timing } from '../../../src/core/verdict/clock';
import { IamFailure } from '../../../src/core/verdict/iam-reader';
import { validateRole } from '../../../src/core/verdict/role-validation';
import { FakeClock } from '../../../testing/clock/fake-clock';
import { OfflineReader } from '../../../testing/offline-iam/offline-reader';
import { OfflineAccount } from '../../../testing/offline-iam/simulate';
import { INSTANTLY } from '../../../testing/stack-question';

const QUESTION = workloadQuestion(table.workload as WorkloadScope, table.place);
const ROLE = { ...table.place, name: 'validated', arn: `arn:aws:iam::${table.place.account}:role/validated` };

/** The pauses of a validation: the first sleep is that of its deadline. */
const pausesOf = ({ clock }: { readonly clock: FakeClock }) => clock.slept.slice(1);

function timing(propagationTimeout: number, deadline = 600_000): Timing & { readonly clock: FakeClock } {
  return { clock: new FakeClock(), deadline, propagationTimeout };
}

/** An account whose role gets its permissions after the given number of calls. */
class LateReader extends OfflineReader {
  constructor(private readonly late: { statements: unknown[] }, private readonly statements: unknown[], private readonly until: number) {
    super({
      accountId: table.place.account,
      roles: [{ name: 'validated', trust: table.trust, policies: [{ id: 'own', document: { Version: '2012-10-17', get Statement() { return late.statements; } } as any }] }],
    } satisfies OfflineAccount);
  }

  public async simulate(request: Parameters<OfflineReader['simulate']>[0]) {
    if (this.requests.length >= this.until) {
      this.late.statements = this.statements;
    }
    return super.simulate(request);
  }
}

const lateReader = (statements: unknown[], until: number, before: unknown[] = [{ Effect: 'Allow', Action: 'organizations:ListRoots', Resource: '*' }]) =>
  new LateReader({ statements: before }, statements, until);

// Between any two calls: in the first round, between a denial and the question for its reason, and after each pause.
test.each([1, 2, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16])('validates a role whose permissions IAM sees after call %d', async (until) => {
  const clock = timing(30_000);
  const { verdict, findings } = await validateRole(ROLE, QUESTION, lateReader(table.good, until), clock);
  expect(findings.filter((finding) => finding.verdict !== 'VALID')).toEqual([]);
  expect(verdict).toEqual('VALID');
});

test('re-reads the trust policy until it is valid, and no longer', async () => {
  for (const late of [0, 1, 2]) {
    // The permissions are late as well, so the rounds continue after the trust policy is valid.
    const reader = lateReader(table.good, 15);
    const getRole = reader.getRole.bind(reader);
    let reads = 0;
    reader.getRole = async (name) => ({ ...await getRole(name), ...reads++ < late ? { trust: '{"Statement":[]}' } : {} });
    expect((await validateRole(ROLE, QUESTION, reader, timing(60_000))).verdict).toEqual('VALID');
    expect(reads).toEqual(late + 1);
  }
});

test('re-reads the trust policy until both services can assume the role', async () => {
  const services = ['sagemaker.amazonaws.com', 'bedrock.amazonaws.com'];
  const trustOf = (...Service: string[]) => JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  });
  for (const early of services) {
    const reader = lateReader(table.good, 0);
    const getRole = reader.getRole.bind(reader);
    let reads = 0;
    reader.getRole = async (name) => ({ ...await getRole(name), trust: reads++ === 0 ? trustOf(early) : trustOf(...services) });
    expect((await validateRole(ROLE, { ...QUESTION, services: services.map((service) => ({ service })) }, reader, timing(60_000))).verdict).toEqual('VALID');
    expect(reads).toEqual(2);
  }
});

test('waits for a permission that a sample resource lacks', async () => {
  const clock = timing(30_000);
  const reader = lateReader(table.good, 6, table.good.filter(({ Sid }) => Sid !== 'Logs'));
  expect((await validateRole(ROLE, QUESTION, reader, clock)).verdict).toEqual('VALID');
  expect(pausesOf(clock).length).toBeGreaterThan(0);
});

test.each([
  [30_000, [1_000, 2_000, 4_000, 8_000, 8_000, 7_000]],
  [10_000, [1_000, 2_000, 4_000, 3_000]],
  [3_000, [1_000, 2_000]],
  [2_999, [1_000, 1_999]],
  [1, [1]],
])('with a propagation timeout of %i ms, asks again after pauses of %j', async (propagationTimeout, pauses) => {
  const clock = timing(propagationTimeout);
  expect((await validateRole(ROLE, QUESTION, lateReader(table.good, Infinity), clock)).verdict).toEqual('INVALID');
  expect(pausesOf(clock)).toEqual(pauses);
});

test.each([
  [29_999, 'VALID'],
  [30_000, 'VALID'],
  [30_001, 'INVALID'],
])('a role whose permissions IAM sees after %i of 30,000 ms is %s', async (appears, verdict) => {
  const { clock, ...rest } = timing(30_000);
  const late = { get statements() { return clock.now() >= appears ? table.good : []; }, set statements(_) { /* by the clock */ } };
  expect((await validateRole(ROLE, QUESTION, new LateReader(late, [], Infinity), { clock, ...rest })).verdict).toEqual(verdict);
});

/** The requests of a validation, by the time of the clock. */
async function requestsByTime(reader: OfflineReader, clock: ReturnType<typeof timing>, question = QUESTION) {
  const times: Record<number, string[]> = {};
  const simulate = reader.simulate.bind(reader);
  reader.simulate = async (request) => {
    (times[clock.clock.now()] ??= []).push(...request.actions);
    return simulate(request);
  };
  const { verdict, calls } = await validateRole(ROLE, question, reader, clock);
  return { verdict, calls, times };
}

test('repeats one denied question after each pause, and all at the end', async () => {
  const { verdict, times } = await requestsByTime(lateReader(table.good, Infinity), timing(30_000));
  const { 0: first, 30000: last, ...pauses } = times;
  expect(verdict).toBe('INVALID');
  expect(Object.entries(pauses)).toEqual([1_000, 3_000, 7_000, 15_000, 23_000].map((time) => [`${time}`, ['s3:GetObject']]));
  // IAM's answer about an action that isn't needed doesn't matter.
  expect(new Set(last)).toEqual(new Set(first.filter((action) => action !== 's3:GetBucketLocation')));
});

test('repeats the other questions as soon as the repeated one is allowed', async () => {
  const clock = timing(30_000);
  const late = { get statements() { return clock.clock.now() >= 2_000 ? table.good : []; }, set statements(_) { /* by the clock */ } };
  const { verdict, times } = await requestsByTime(new LateReader(late, [], Infinity), clock);
  expect(verdict).toBe('VALID');
  expect(Object.entries(times).map(([time, actions]) => [time, actions.length > 1])).toEqual([['0', true], ['1000', false], ['3000', true]]);
});

test('finds a permission that appears while the repeated one stays denied', async () => {
  const without = (...sids: string[]) => table.good.filter(({ Sid }) => !sids.includes(Sid));
  const reader = lateReader(without('Objects'), 13, without('Objects', 'Key'));
  const { findings } = await validateRole(ROLE, QUESTION, reader, timing(30_000));
  expect(new Set(findings.filter(({ verdict }) => verdict === 'INVALID').map(({ subject }) => subject))).toEqual(new Set(['s3:GetObject', 's3:PutObject']));
});

test.each([
  ['repeats it once, and waits no longer', [], [1_000]],
  ['waits for another denial', ['Registry'], [1_000, 2_000, 4_000, 8_000, 8_000, 7_000]],
])('if a permission depends on the context, %s', async (_, without, pauses) => {
  const clock = timing(30_000);
  const statements = table.good.filter(({ Sid }) => !without.includes(Sid))
    .map((statement) => statement.Sid === 'Objects' ? { ...statement, Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } } : statement);
  const { times } = await requestsByTime(lateReader(statements, 0), clock);
  expect(pausesOf(clock)).toEqual(pauses);
  expect(times[1_000]).toHaveLength(1);
});

test('repeats a question that IAM did not answer, and the others once IAM answers', async () => {
  const clock = timing(30_000);
  const reader = lateReader(table.good, 0);
  const simulate = reader.simulate.bind(reader);
  reader.simulate = async (request) => {
    if (clock.clock.now() < 2_000) {
      throw new IamFailure('OTHER', 'ServiceFailure: try again');
    }
    return simulate(request);
  };
  const { verdict, times } = await requestsByTime(reader, clock);
  expect([verdict, Object.entries(times).map(([time, actions]) => [time, actions.length > 1])]).toEqual(['VALID', [['0', true], ['1000', false], ['3000', true]]]);
});

test('asks one call at a time once IAM throttles, and until IAM serves it', async () => {
  const reader = lateReader(table.good, 0);
  const simulate = reader.simulate.bind(reader);
  let [running, calls] = [0, 0];
  const atATime: number[] = [];
  reader.simulate = async (request) => {
    running += 1;
    calls += 1;
    atATime.push(running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    if (calls <= 6) {
      throw new IamFailure('THROTTLED', 'Throttling: Rate exceeded');
    }
    return { ...await simulate(request), wasThrottled: true };
  };
  expect((await validateRole(ROLE, QUESTION, reader, INSTANTLY)).verdict).toBe('VALID');
  expect(atATime.slice(0, 3)).toEqual([1, 2, 3]);
  // The calls that already run are repeated.
  expect(atATime.slice(-2)).toEqual([1, 1]);
});

test('asks for the role until IAM serves it', async () => {
  const reader = lateReader(table.good, 0);
  const getRole = reader.getRole.bind(reader);
  let calls = 0;
  reader.getRole = async (name) => {
    calls += 1;
    if (calls < 4) {
      throw new IamFailure('THROTTLED', 'Throttling: Rate exceeded');
    }
    return getRole(name);
  };
  expect((await validateRole(ROLE, QUESTION, reader, INSTANTLY)).verdict).toBe('VALID');
  expect(calls).toBe(4);
});

test.each([
  [600_000, [1_000, 2_000, 4_000, 8_000, 8_000, 7_000]],
  [30_001, [1_000, 2_000, 4_000, 8_000, 8_000, 7_000]],
  [30_000, [1_000, 2_000, 4_000, 8_000, 8_000]],
  [16_000, [1_000, 2_000, 4_000, 8_000]],
  [15_000, [1_000, 2_000, 4_000]],
])('with a deadline at %i ms, starts no round at or after it, so a proof stays a proof', async (deadline, pauses) => {
  const clock = timing(30_000, deadline);
  expect((await validateRole(ROLE, QUESTION, lateReader(table.good, Infinity), clock)).verdict).toEqual('INVALID');
  expect(pausesOf(clock)).toEqual(pauses);
});

test('doesn\'t wait without a propagation timeout', async () => {
  const clock = timing(0);
  expect((await validateRole(ROLE, QUESTION, lateReader(table.good, Infinity), clock)).verdict).toEqual('INVALID');
  expect(pausesOf(clock)).toEqual([]);
});

test('asks once about a valid role, without waiting', async () => {
  const clock = timing(30_000);
  const reader = lateReader(table.good, 0);
  const { calls, findings } = await validateRole(ROLE, QUESTION, reader, clock);
  expect(pausesOf(clock)).toEqual([]);
  expect(calls).toEqual(reader.requests.length + 1);
  expect(findings.filter(({ subject }) => subject === 's3:GetObject').map(({ verdict, resource }) => [verdict, resource]))
    .toEqual([['VALID', 'arn:aws:s3:::own-bucket/probe'], ['VALID', 'arn:aws:s3:::own-bucket/sample/data.bin']]);
});

test('asks about several valid resources together, and only once', async () => {
  const reader = lateReader([{ Effect: 'Allow', Action: '*', Resource: '*' }], 0);
  const buckets = ['one', 'two', 'three'].map((name) => ({ arn: `arn:aws:s3:::${name}`, prefix: '', read: true, write: true, owner: '111122223333', ownerIsAssumed: true }));
  const { verdict } = await validateRole(ROLE, workloadQuestion({ roleType: 'training', minimal: true, buckets }, table.place), reader, timing(30_000));
  expect(verdict).toEqual('VALID');
  expect(reader.requests.filter(({ actions }) => actions.includes('s3:GetObject')).map(({ resources }) => resources))
    .toEqual([[
      ...['one', 'two', 'three'].flatMap((name) => [`arn:aws:s3:::${name}/probe`, `arn:aws:s3:::${name}/sample/data.bin`]),
      'arn:aws:s3:::one', 'arn:aws:s3:::two', 'arn:aws:s3:::three',
      'arn:aws:ecr:eu-west-1:111122223333:repository/probe',
      'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/TrainingJobs:log-stream:',
      'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/TrainingJobs:log-stream:probe',
    ]]);
});

test('asks only once about permissions that are valid', async () => {
  const reader = lateReader(table.good, Infinity, table.good.filter(({ Sid }) => Sid !== 'Key'));
  const { findings } = await validateRole(ROLE, QUESTION, reader, timing(10_000));
  const asked = reader.requests.filter(({ actions }) => actions.includes('s3:GetObject'));
  expect(asked).toHaveLength(1);
  // The result has each finding exactly once.
  expect(findings.filter(({ subject }) => subject === 's3:GetObject').map(({ verdict, resource }) => [verdict, resource]))
    .toEqual([['VALID', 'arn:aws:s3:::own-bucket/probe'], ['VALID', 'arn:aws:s3:::own-bucket/sample/data.bin']]);
});

test('does not wait for a denial of the organization to change', async () => {
  const clock = timing(30_000);
  const reader = new OfflineReader({
    accountId: table.place.account,
    roles: [{ name: 'validated', trust: table.trust, policies: [{ id: 'own', document: { Version: '2012-10-17', Statement: table.good as any } }] }],
    scps: [[{ document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 's3:PutObject', Resource: '*' }] } }]],
  });
  expect((await validateRole(ROLE, QUESTION, reader, clock)).verdict).toEqual('INCONCLUSIVE');
  expect(pausesOf(clock)).toEqual([]);
});

test('rejects an ARN that no role has, although a role has its name', async () => {
  const clock = timing(30_000);
  const { verdict, roleArn, findings } = await validateRole(
    { ...ROLE, arn: `arn:aws:iam::${table.place.account}:role/wrong/validated` }, QUESTION, lateReader(table.good, 0), clock);
  expect([verdict, roleArn]).toEqual(['INVALID', undefined]);
  expect(findings).toEqual([{
    verdict: 'INVALID',
    reason: 'ROLE_NOT_FOUND',
    subject: 'arn:aws:iam::111122223333:role/wrong/validated',
    detail: 'the role of this name is arn:aws:iam::111122223333:role/validated',
    fix: 'Use arn:aws:iam::111122223333:role/validated.',
  }]);
  expect(pausesOf(clock).length).toBeGreaterThan(0);
});

test('replaces a guessed ARN with the one that IAM returns', async () => {
  const guess = { ...ROLE, arn: `arn:aws:iam::${table.place.account}:role/wrong/validated`, arnIsGuessed: true };
  const { verdict, roleArn } = await validateRole(guess, QUESTION, lateReader(table.good, 0), timing(30_000));
  expect([verdict, roleArn]).toEqual(['VALID', ROLE.arn]);
});

describe('a question without services, about a role whose ARN is known,', () => {
  const clusters = {
    hyperPodClusters: ['arn:aws:sagemaker:eu-west-1:111122223333:cluster/a1b2c3d4e5f6'], eksClusters: ['arn:aws:eks:eu-west-1:111122223333:cluster/own'],
  };
  const connect = connectQuestion(connectGrants(clusters, table.place), table.place);
  const readerWith = (statements: object[], getRole: () => Promise<never>, name = 'validated') => {
    const reader = new OfflineReader({
      accountId: table.place.account,
      roles: [{ name, trust: table.trust, policies: [{ id: 'own', document: { Version: '2012-10-17', Statement: statements as any } }] }],
    });
    const reads = jest.spyOn(reader, 'getRole').mockImplementation(getRole);
    return { reader, reads };
  };
  const denied = () => Promise.reject(new IamFailure('ACCESS_DENIED', 'AccessDenied: no iam:GetRole'));
  const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };

  test.each([['VALID', [ALL]], ['INVALID', [{ ...ALL, Action: 's3:*' }]]])('is %s without iam:GetRole', async (verdict, statements) => {
    const { reader, reads } = readerWith(statements, denied);
    expect((await validateRole(ROLE, connect, reader, timing(30_000))).verdict).toBe(verdict);
    expect(reads).not.toHaveBeenCalled();
  });

  test('reads the role if IAM cannot simulate it, and says that it is missing', async () => {
    const { reader } = readerWith([ALL], () => Promise.reject(new IamFailure('NOT_FOUND', 'NoSuchEntity: no role')), 'other');
    const { verdict, findings } = await validateRole(ROLE, connect, reader, timing(0));
    expect([verdict, findings]).toEqual(['INVALID', [{ verdict: 'INVALID', reason: 'ROLE_NOT_FOUND', subject: 'validated' }]]);
  });

  test('is INCONCLUSIVE if IAM can neither simulate nor read the role', async () => {
    const { reader } = readerWith([ALL], denied, 'other');
    const { verdict, findings } = await validateRole(ROLE, connect, reader, timing(0));
    expect([verdict, new Set(findings.map(({ reason }) => reason))]).toEqual(['INCONCLUSIVE', new Set(['CANNOT_SIMULATE'])]);
  });

  test('reads a role whose ARN is a guess', async () => {
    const { reader, reads } = readerWith([ALL], denied);
    await validateRole({ ...ROLE, arnIsGuessed: true }, connect, reader, timing(0));
    expect(reads).toHaveBeenCalledTimes(1);
  });
});

test('asks with the time of the validation, and at no other time', async () => {
  const clock = timing(0);
  const reader = lateReader(table.good, 0);
  await validateRole(ROLE, QUESTION, reader, clock);
  const times = reader.requests.flatMap(({ context }) => context.filter(({ key }) => key === 'aws:TokenIssueTime'));
  expect(times).toHaveLength(reader.requests.length);
  expect(new Set(times.map((entry) => JSON.stringify(entry)))).toEqual(new Set([JSON.stringify({
    key: 'aws:TokenIssueTime', type: 'date', values: [new Date(clock.clock.now()).toISOString()],
  })]));
});
