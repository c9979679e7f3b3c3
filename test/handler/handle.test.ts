import { accountOf, captureLog, contextOf, EMPTY, GOOD, propertiesOf, ROLE_ARN } from './local-validation';
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
    { RequestType: 'Create', StackId: STACK, LogicalResourceId: 'Validation', ...event }, contextOf(milliseconds), { reader, clock, deadline: 1_000 + milliseconds });
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
    expect(given.physicalResourceId).toMatch(new RegExp(`^${verdict}-[0-9a-f]{12}$`));
  });

  test.each([['fail', 'FAILED'], ['warn', 'SUCCESS'], [undefined, 'SUCCESS']])('INCONCLUSIVE with onInconclusive %s', async (onInconclusive, status) => {
    const reader: IamReader = { getRole: () => Promise.reject(new Error('broken')), simulate: () => Promise.reject(new Error('broken')) };
    expect(await answerTo(validating({ onInvalid: 'fail', onInconclusive }), { reader })).toMatchObject({ status, data: { Verdict: 'INCONCLUSIVE' } });
  });

  test('is INCONCLUSIVE, and only a warning, for a malformed question', async () => {
    const given = await answerTo({ ResourceProperties: { RoleName: 'Trainer', Validation: '{' } });
    expect(given).toMatchObject({
      status: 'SUCCESS',
      data: { Verdict: 'INCONCLUSIVE', Summary: "Can't confirm that role Trainer can run this workload: the property 'Validation' is not JSON", RoleArn: '' },
    });
    expect(given.reason).toBeUndefined();
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

  test('is INCONCLUSIVE for an event without properties', async () => {
    expect(await answerTo({})).toMatchObject({ status: 'SUCCESS', data: { Verdict: 'INCONCLUSIVE' } });
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

  test('is the same for the same resource of the same stack', async () => {
    expect(await idOf({ RequestId: 'one' })).toBe(await idOf({ RequestId: 'two', RequestType: 'Update', PhysicalResourceId: 'old' }));
  });

  test('differs between stacks and between resources', async () => {
    const ids = await Promise.all([{}, { StackId: STACK.replace('1234', '5678') }, { LogicalResourceId: 'Other' }].map(idOf));
    expect(new Set(ids).size).toBe(3);
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
