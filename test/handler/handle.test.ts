import { accountOf, captureLog, contextOf, EMPTY, NO_POLICIES, GOOD, propertiesOf, ROLE_ARN } from './local-validation';
import { IamReader } from '../../src/core/verdict/iam-reader';
import { CloudFormationCustomResourceEvent } from '../../src/handler/event';
import { answer } from '../../src/handler/handle';
import { FakeClock } from '../../testing/clock/fake-clock';
import { OfflineAccount } from '../../testing/offline-iam/endpoint';
import { OfflineReader } from '../../testing/offline-iam/offline-reader';

const STACK = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/one/1234';

let log: ReturnType<typeof captureLog>;
beforeEach(() => {
  log = captureLog();
});

/** Answers an event, in a function that starts at the given time and runs for the given milliseconds. */
async function answerTo(
  event: CloudFormationCustomResourceEvent, { reader = new OfflineReader(GOOD) as IamReader, milliseconds = 300_000 } = {},
) {
  const clock = new FakeClock(1_000);
  const given = await answer(
    { RequestType: 'Create', StackId: STACK, LogicalResourceId: 'Validation', ...event }, contextOf(milliseconds), { reader, policies: NO_POLICIES, clock, deadline: 1_000 + milliseconds });
  return { ...given, pauses: clock.slept.slice(1), milliseconds: clock.now() - 1_000 };
}

const validating = (request: Record<string, unknown> = {}) => ({ ResourceProperties: propertiesOf(request) });
const reading = (account: OfflineAccount) => ({ reader: new OfflineReader(account) });

describe('the verdict', () => {
  test.each([
    ['VALID', 'fail', 'fail', GOOD, 'SUCCESS'],
    ['INVALID', 'fail', 'warn', EMPTY, 'FAILED'],
    ['INVALID', 'warn', 'fail', EMPTY, 'SUCCESS'],
    ['INVALID', undefined, undefined, EMPTY, 'FAILED'],
    ['INVALID', 'fail', 'warn', accountOf(), 'FAILED'],
  ] as const)('%s with onInvalid %s and onInconclusive %s', async (verdict, onInvalid, onInconclusive, account, status) => {
    const given = await answerTo(validating({ onInvalid, onInconclusive }), reading(account));
    expect(given).toMatchObject({ status, data: { Verdict: verdict, RoleArn: ROLE_ARN } });
    expect(given.reason === undefined).toBe(status === 'SUCCESS');
    expect(given.physicalResourceId).toMatch(new RegExp(`^${verdict}-[0-9a-f]{12}-[0-9a-f]{16}$`));
  });

  test.each([['fail', 'FAILED'], ['warn', 'SUCCESS'], [undefined, 'SUCCESS']])('INCONCLUSIVE with onInconclusive %s', async (onInconclusive, status) => {
    const reader: IamReader = { getRole: () => Promise.reject(new Error('broken')), simulate: () => Promise.reject(new Error('broken')) };
    expect(await answerTo(validating({ onInvalid: 'fail', onInconclusive }), { reader })).toMatchObject({ status, data: { Verdict: 'INCONCLUSIVE' } });
  });

  test('is INCONCLUSIVE for a malformed question, which fails although only doubts were found', async () => {
    const given = await answerTo({ ResourceProperties: { RoleName: 'Trainer', Validation: '{' } });
    const summary = "Can't confirm that role Trainer can run this workload: the property 'Validation' is not JSON";
    expect(given).toMatchObject({
      status: 'FAILED',
      reason: `${summary}. Full report: log group validator, stream stream`,
      data: { Verdict: 'INCONCLUSIVE', Summary: summary, RoleArn: '' },
    });
    expect(JSON.parse(log.text()).findings).toEqual([{ verdict: 'INCONCLUSIVE', reason: 'MALFORMED_QUESTION', detail: "the property 'Validation' is not JSON" }]);
  });

  test('is INCONCLUSIVE if the validation itself fails', async () => {
    const reader = { getRole: () => Promise.resolve(null), simulate: () => Promise.resolve(null) } as unknown as IamReader;
    const given = await answerTo(validating(), { reader });
    expect(given).toMatchObject({ status: 'SUCCESS', data: { Verdict: 'INCONCLUSIVE', RoleArn: ROLE_ARN } });
    expect(given.data!.Summary).toMatch(new RegExp(`^Can't confirm that role ${ROLE_ARN} can run this training workload: Cannot read properties of null`));
    expect(JSON.parse(log.text()).findings).toEqual([expect.objectContaining({ verdict: 'INCONCLUSIVE', reason: 'CANNOT_SIMULATE' })]);
  });

  test('is INVALID for a role of another account, and names it', async () => {
    const role = 'arn:aws:iam::999999999999:role/Trainer';
    const given = await answerTo({ ResourceProperties: propertiesOf({}, { RoleArn: role }) });
    expect(given).toMatchObject({ status: 'FAILED', data: { Verdict: 'INVALID', RoleArn: role } });
    expect(given.reason).toContain('is a role of account 999999999999');
    expect(given.reason).toMatch(/\. Full report: log group validator, stream stream$/);
  });

  test('is in the log, with the findings and the number of calls', async () => {
    await answerTo({ RequestId: 'request-1', ...validating() }, reading(EMPTY));
    const entry = JSON.parse(log.text());
    expect(entry).toMatchObject({ level: 'INFO', message: 'validated the role', requestId: 'request-1', verdict: 'INVALID', role: ROLE_ARN, workload: 'training' });
    expect(entry.findings).toHaveLength(4);
    expect(entry.calls).toBeGreaterThan(2);
  });

  test('ignores a role that is not a string', async () => {
    const given = await answerTo({ ResourceProperties: { ...propertiesOf(), RoleArn: { toString: 1 }, RoleName: ['x'] } });
    expect(given).toMatchObject({ status: 'FAILED', data: { Verdict: 'INVALID', RoleArn: '' } });
    expect(given.reason).toMatch(/^The role can't run this training workload: /);
  });

  test('is INCONCLUSIVE, and fails, for an event without properties', async () => {
    expect(await answerTo({})).toMatchObject({ status: 'FAILED', data: { Verdict: 'INCONCLUSIVE' } });
  });
});

describe('time', () => {
  const HANGING: IamReader = { getRole: () => new Promise(() => undefined), simulate: () => new Promise(() => undefined) };

  test.each([[300_000, 285_000], [60_000, 45_000], [59_000, 44_250], [20_000, 15_000], [1_000, 750]])(
    'in a function of %i ms, the validation ends after %i ms and leaves the rest for the answer', async (milliseconds, end) => {
      const given = await answerTo(validating({ propagationTimeout: 3_600 }), { reader: HANGING, milliseconds });
      expect(given).toMatchObject({ status: 'SUCCESS', milliseconds: end, data: { Verdict: 'INCONCLUSIVE' } });
      expect(given.data!.Summary).toContain('the validation ran out of time');
    });

  test('asks again for as many seconds as the propagation timeout says', async () => {
    expect((await answerTo(validating({ propagationTimeout: 30 }), reading(EMPTY))).pauses).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 7_000]);
    expect((await answerTo(validating({ propagationTimeout: 3 }), reading(EMPTY))).pauses).toEqual([1_000, 2_000]);
    expect((await answerTo(validating({ propagationTimeout: 0 }), reading(EMPTY))).pauses).toEqual([]);
  });
});

describe('the physical id', () => {
  const idOf = async (event: CloudFormationCustomResourceEvent) => (await answerTo({ ...validating(), ...event })).physicalResourceId;
  const of = (value: string) => ({ ...propertiesOf(), Value: value });

  test('is the same for the same request', async () => {
    expect(await idOf({ RequestId: 'one' })).toBe(await idOf({ RequestId: 'two', PhysicalResourceId: 'old' }));
  });

  test('differs between stacks and between resources', async () => {
    const ids = await Promise.all([{}, { StackId: STACK.replace('1234', '5678') }, { LogicalResourceId: 'Other' }].map(idOf));
    expect(new Set(ids.map((id) => id.split('-')[1])).size).toBe(3);
  });

  test('has the hash of the properties, and after an update also of those before', async () => {
    const [, resource, one, ...none] = (await idOf({ ResourceProperties: of('1') })).split('-');
    expect(none).toEqual([]);
    const updated = await idOf({ RequestType: 'Update', ResourceProperties: of('2'), OldResourceProperties: of('1'), PhysicalResourceId: `VALID-${resource}-${one}` });
    const [, sameResource, two, before] = updated.split('-');
    expect([sameResource, before]).toEqual([resource, one]);
    expect(two).not.toBe(one);
  });

  test('has no hash of the properties that CloudFormation adds, or of their order', async () => {
    const { RoleArn, Validation } = propertiesOf();
    const id = await idOf({ ResourceProperties: { RoleArn, Validation } });
    expect(await idOf({ ResourceProperties: { Validation, ServiceToken: 'arn:other', ServiceTimeout: '360', RoleArn } })).toBe(id);
  });
});

describe('an update', () => {
  const [ONE, TWO, THREE] = ['1', '2', '3'].map((Value) => ({ ...propertiesOf(), Value }));
  const update = async (PhysicalResourceId: string, before: object, after: object) => answerTo({
    RequestType: 'Update', PhysicalResourceId, ResourceProperties: { ...after }, OldResourceProperties: { ...before },
  }, reading(EMPTY));
  const created = async () => (await answerTo({ ResourceProperties: ONE }, reading(GOOD))).physicalResourceId;

  test.each([
    ['to a new value fails', async () => update(await created(), ONE, TWO), 'FAILED'],
    ['back, with the id of the update, is only reported', async () => update((await update(await created(), ONE, TWO)).physicalResourceId, TWO, ONE), 'SUCCESS'],
    ['back, with the id before the update, is only reported', async () => update(await created(), TWO, ONE), 'SUCCESS'],
    ['to the same value again, after it failed and was taken back, fails', async () => {
      const failed = await update(await created(), ONE, TWO);
      return update((await update(failed.physicalResourceId, TWO, ONE)).physicalResourceId, ONE, TWO);
    }, 'FAILED'],
    ['to the same value again, after it failed and was taken back with the id before it, fails', async () => {
      return update((await update(await created(), TWO, ONE)).physicalResourceId, ONE, TWO);
    }, 'FAILED'],
    ['to the same value again, if nothing has taken the failure back, fails', async () => update((await update(await created(), ONE, TWO)).physicalResourceId, ONE, TWO), 'FAILED'],
    ['to a third value fails', async () => update((await update(await created(), ONE, TWO)).physicalResourceId, TWO, THREE), 'FAILED'],
    ["back to a value before the last one's predecessor fails",
      async () => update((await update((await update(await created(), ONE, TWO)).physicalResourceId, TWO, THREE)).physicalResourceId, THREE, ONE), 'FAILED'],
    ['after an upgrade from a function whose ids have no hash is only reported', async () => update('VALID-0123456789ab', ONE, TWO), 'SUCCESS'],
    ["with CloudFormation's own id is only reported", async () => update('stack-Validation-1ABCDEFGHIJKL', ONE, TWO), 'SUCCESS'],
  ])('%s', async (_, run, status) => {
    const { data, reason, ...given } = await run();
    expect([given.status, data!.Verdict, reason === undefined]).toEqual([status, 'INVALID', status === 'SUCCESS']);
    const entries = log.text().split('\n').map((line) => JSON.parse(line));
    expect(entries.at(-1)).toMatchObject({
      message: status === 'SUCCESS' ? 'validated the role, only for this report: the update may be a rollback' : 'validated the role', verdict: 'INVALID',
    });
  });

  test('back to an unreadable question is only reported', async () => {
    const broken = { ...ONE, Validation: '{' };
    expect((await update(await created(), ONE, broken)).status).toBe('FAILED');
    const { physicalResourceId } = await answerTo({ ResourceProperties: broken });
    expect((await update(physicalResourceId, TWO, broken)).status).toBe('SUCCESS');
  });
});

describe('a deletion', () => {
  test.each([['VALID-1', 'VALID-1'], ['', 'none'], [undefined, 'none'], [{}, 'none']])('of %j echoes %j, and makes no IAM call', async (PhysicalResourceId, echoed) => {
    const reader = new OfflineReader(GOOD);
    const given = await answerTo({ RequestType: 'Delete', PhysicalResourceId: PhysicalResourceId as string, ...validating() }, { reader });
    expect(given).toEqual({ status: 'SUCCESS', physicalResourceId: echoed, pauses: [], milliseconds: 0 });
    expect(reader.requests).toEqual([]);
    expect(log.text()).toBe('');
  });
});
