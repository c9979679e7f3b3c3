import { App, aws_iam as iam, aws_s3 as s3, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, captureLog, EMPTY, accountOf, GOOD, invokeLocally, localReader, propertiesOf, QUESTION, ROLE_ARN } from './local-validation';
import { BucketAccess, RoleRequirements, RoleValidation, SageMakerRoleType } from '../../src';
import { SYSTEM_CLOCK } from '../../src/core/verdict/clock';
import { sendResponse } from '../../src/handler/response';
import { ResponseEndpoint, startResponseEndpoint } from '../../testing/cloudformation/response-endpoint';
import { CustomResources, FakeStack, RollbackForm } from '../../testing/cloudformation/stack';
import { Fault, IamEndpoint, OfflineAccount, startIamEndpoint } from '../../testing/offline-iam/endpoint';
import { resolveTemplate } from '../../testing/offline-iam/template-roles';

let account: OfflineAccount;
let fault: Fault | undefined;
let iamEndpoint: IamEndpoint;
let responses: ResponseEndpoint;
let log: ReturnType<typeof captureLog>;
const addresses: string[] = [];

beforeAll(async () => {
  iamEndpoint = await startIamEndpoint({ account: () => account, faults: () => fault });
  responses = await startResponseEndpoint();
});
beforeEach(() => {
  account = GOOD;
  fault = undefined;
  log = captureLog();
});
afterEach(() => {
  const logged = log.text();
  expect(addresses.splice(0).filter((address) => logged.includes(address.split('Signature=')[1]))).toEqual([]);
});
afterAll(async () => Promise.all([iamEndpoint.close(), responses.close()]));

/** @param firstId the physical id of an older function, which answers the first request */
function newStack(rollback?: RollbackForm, firstId?: string): FakeStack {
  const reader = localReader(iamEndpoint.url);
  let older = firstId;
  return new FakeStack({
    responses,
    rollback,
    serviceTimeoutMs: 20_000,
    invoke: async (event) => {
      addresses.push(event.ResponseURL);
      if (older !== undefined) {
        const physicalResourceId = older;
        older = undefined;
        return sendResponse(event, { status: 'SUCCESS', physicalResourceId }, { clock: SYSTEM_CLOCK, deadline: SYSTEM_CLOCK.now() + 10_000 });
      }
      const asked = iamEndpoint.calls.length;
      await invokeLocally(event, reader, 10_000);
      if (event.RequestType === 'Delete' && iamEndpoint.calls.length > asked) {
        throw new Error('a deletion asked IAM');
      }
    },
  });
}

const steps = ({ events }: FakeStack) => events.map(({ request, logicalId, status }) => `${request} ${logicalId} ${status}`);

/** A way for a validation to end. */
interface Outcome {
  readonly request: Record<string, unknown>;
  readonly account: OfflineAccount;
  readonly fault?: Fault;
  readonly verdict: string;
  readonly fails: boolean;
}

const OUTCOMES: Record<string, Outcome> = {
  'VALID': { request: { onInvalid: 'fail', onInconclusive: 'fail' }, account: GOOD, verdict: 'VALID', fails: false },
  'INVALID that fails': { request: { onInvalid: 'fail' }, account: EMPTY, verdict: 'INVALID', fails: true },
  'INVALID that warns': { request: { onInvalid: 'warn', onInconclusive: 'fail' }, account: EMPTY, verdict: 'INVALID', fails: false },
  'INCONCLUSIVE that warns': { request: { onInconclusive: 'warn' }, account: GOOD, fault: 'accessDenied', verdict: 'INCONCLUSIVE', fails: false },
  'INCONCLUSIVE that fails': {
    request: { onInvalid: 'warn', onInconclusive: 'fail' }, account: GOOD, fault: 'accessDenied', verdict: 'INCONCLUSIVE', fails: true,
  },
};

describe.each(Object.entries(OUTCOMES))('%s', (_, outcome) => {
  beforeEach(() => {
    ({ account, fault } = outcome);
  });

  test(outcome.fails ? 'fails the creation, and deletes the resource' : 'lets the creation succeed, and can be deleted', async () => {
    const stack = newStack();
    await stack.deploy({ Validation: propertiesOf(outcome.request) });
    if (outcome.fails) {
      expect(stack.status).toBe('ROLLBACK_COMPLETE');
      expect(steps(stack)).toEqual(['Create Validation FAILED', 'Delete Validation SUCCESS']);
    } else {
      expect(stack.status).toBe('CREATE_COMPLETE');
      expect(stack.attributes.Validation).toEqual({ Verdict: outcome.verdict, Summary: expect.stringContaining(ROLE_ARN), RoleArn: ROLE_ARN });
      expect(await stack.delete()).toBe('DELETE_COMPLETE');
    }
    expect(stack.events[0].physicalId).toMatch(new RegExp(`^${outcome.verdict}-[0-9a-f]{12}-[0-9a-f]{16}$`));
    expect(stack.complaints).toEqual([]);
  });

  test(outcome.fails ? 'fails an update, and keeps the old resource' : 'replaces the old question with a new one', async () => {
    account = GOOD;
    fault = undefined;
    const stack = newStack();
    await stack.deploy({ ValidationOld: propertiesOf() });
    const before = stack.physicalIds;
    ({ account, fault } = outcome);
    const asked = iamEndpoint.calls.length;
    await stack.deploy({ ValidationNew: propertiesOf(outcome.request) });
    expect(iamEndpoint.calls.length).toBeGreaterThan(asked);
    if (outcome.fails) {
      expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(steps(stack).slice(1)).toEqual(['Create ValidationNew FAILED', 'Delete ValidationNew SUCCESS']);
      expect(stack.physicalIds).toEqual(before);
    } else {
      expect(stack.status).toBe('UPDATE_COMPLETE');
      expect(steps(stack).slice(1)).toEqual(['Create ValidationNew SUCCESS', 'Delete ValidationOld SUCCESS']);
      expect(Object.keys(stack.physicalIds)).toEqual(['ValidationNew']);
    }
    expect(stack.complaints).toEqual([]);
  });
});

test('names the role, the workload, the missing permission, one way out and the report in the reason of a failure', async () => {
  account = EMPTY;
  const stack = newStack();
  await stack.deploy({ Validation: propertiesOf() });
  expect(stack.events[0].reason).toBe(`Role ${ROLE_ARN} can't run this training workload (3 of 3 requests denied): `
    + 'it lacks s3:GetObject, s3:PutObject on arn:aws:s3:::own/data/probe; kms:Decrypt on arn:aws:kms:eu-west-1:111122223333:key/1234 '
    + "(grant it on the key's ARN: aliases don't match in Resource). "
    + "Add the statements in 'policy' to the role, or create the role with SageMakerExecutionRole. Full report: log group validator, stream stream");
});

describe('the construct', () => {
  const template = (buckets: string[], trigger?: string): CustomResources => {
    const stack = new Stack(new App(), 'Stack');
    new RoleValidation(stack, 'Validation', {
      role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN),
      requirements: RoleRequirements.executionRole({
        roleType: SageMakerRoleType.TRAINING,
        minimal: true,
        buckets: buckets.map((name) => BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, name, name))),
      }),
      revalidationTrigger: trigger,
    });
    const place = { partition: 'aws', region: 'eu-west-1', account: ACCOUNT };
    const resources = Object.entries(resolveTemplate(Template.fromStack(stack).toJSON() as any, place).Resources);
    return Object.fromEntries(resources.filter(([, { Type }]) => Type.startsWith('Custom::')).map(([id, { Properties }]) => [id, Properties!]));
  };
  const all = accountOf({ ...GOOD.roles[0], policies: [{ id: 'All', document: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }] });
  // Denies the second bucket.
  const allButOne = accountOf({
    ...all.roles[0],
    policies: [...all.roles[0].policies, { id: 'But', document: { Statement: { Effect: 'Deny', Action: '*', Resource: ['arn:aws:s3:::two', 'arn:aws:s3:::two/*'] } } }],
  });

  test.each<[string, CustomResources]>([['question', template(['two'])], ['trigger', template(['one'], 'again')]])(
    'renews the validation with its %s: the new one first, the old one after', async (_, changed) => {
      account = all;
      const stack = newStack();
      const first = template(['one']);
      expect(await stack.deploy(first)).toBe('CREATE_COMPLETE');
      expect(await stack.deploy(template(['one']))).toBe('UPDATE_COMPLETE');
      expect(stack.events).toHaveLength(1);
      expect(await stack.deploy(changed)).toBe('UPDATE_COMPLETE');
      const [[oldId], [newId]] = [Object.keys(first), Object.keys(changed)];
      expect(newId).not.toBe(oldId);
      expect(steps(stack)).toEqual([`Create ${oldId} SUCCESS`, `Create ${newId} SUCCESS`, `Delete ${oldId} SUCCESS`]);
      expect(stack.complaints).toEqual([]);
    });

  test('fails an update to a question that the role doesn\'t satisfy, and makes no IAM call during the rollback', async () => {
    account = allButOne;
    const stack = newStack();
    const first = template(['one']);
    const second = Object.fromEntries(Object.entries(template(['two'])).map(([id, properties]) => [
      id, { ...properties, Validation: JSON.stringify({ ...JSON.parse(String(properties.Validation)), propagationTimeout: 0 }) },
    ]));
    expect(await stack.deploy(first)).toBe('CREATE_COMPLETE');
    const before = stack.physicalIds;
    expect(await stack.deploy(second)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stack.events[1].reason).toContain('arn:aws:s3:::two');
    expect(steps(stack).slice(2)).toEqual([`Delete ${Object.keys(second)[0]} SUCCESS`]);
    expect(stack.physicalIds).toEqual(before);
    expect(stack.complaints).toEqual([]);
  });
});

describe.each<RollbackForm>(['update', 'update with the old id', 'delete'])('a changed value, if a rollback is by %s,', (form) => {
  const [one, two, three] = ['one', 'two', 'three'].map((Value) => ({ Validation: { ...propertiesOf(), Value } }));
  /** A stack whose role was good, and isn't any more. */
  const deployed = async () => {
    const stack = newStack(form);
    expect(await stack.deploy(one)).toBe('CREATE_COMPLETE');
    account = EMPTY;
    return stack;
  };
  const takenBack = form === 'delete' ? ['Delete Validation SUCCESS'] : ['Update Validation SUCCESS', 'Delete Validation SUCCESS'];

  test('fails the update, and the rollback ends although the role is still bad', async () => {
    const stack = await deployed();
    expect(await stack.deploy(two)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(steps(stack).slice(1)).toEqual(['Update Validation FAILED', ...takenBack]);
    expect(stack.complaints).toEqual([]);
  });

  test('is taken back after a later failure, although the role has become bad', async () => {
    const stack = newStack(form);
    await stack.deploy(one);
    const status = await stack.deploy(two, () => {
      account = EMPTY;
    });
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(steps(stack).slice(1)).toEqual(['Update Validation SUCCESS', ...takenBack]);
    expect(stack.complaints).toEqual([]);
  });

  test('is enforced again after a rollback', async () => {
    const stack = await deployed();
    for (const value of [two, two, three, two]) {
      expect(await stack.deploy(value)).toBe('UPDATE_ROLLBACK_COMPLETE');
    }
    account = GOOD;
    expect(await stack.deploy(three)).toBe('UPDATE_COMPLETE');
    expect(stack.attributes.Validation).toMatchObject({ Verdict: 'VALID' });
    expect(stack.complaints).toEqual([]);
  });

  test('is taken back, and the stack is deleted, if the role is gone', async () => {
    const stack = await deployed();
    account = accountOf();
    expect(await stack.deploy(two)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stack.delete()).toBe('DELETE_COMPLETE');
    expect(stack.complaints).toEqual([]);
  });

  test('never wedges a stack whose function is upgraded from one whose ids have no hash', async () => {
    const stack = newStack(form, 'VALID-0123456789ab');
    expect(await stack.deploy(one)).toBe('CREATE_COMPLETE');
    expect(stack.physicalIds).toEqual({ Validation: 'VALID-0123456789ab' });
    account = EMPTY;
    expect(await stack.deploy(two, () => undefined)).toBe('UPDATE_ROLLBACK_COMPLETE');
    // It may be a rollback, so it is only reported. The next value is enforced.
    expect(await stack.deploy(two)).toBe('UPDATE_COMPLETE');
    expect(await stack.deploy(three)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stack.delete()).toBe('DELETE_COMPLETE');
    expect(stack.complaints).toEqual([]);
  });

  test('is taken back if IAM refuses every call and doubts fail', async () => {
    const stack = newStack(form);
    const strict = (Value: string) => ({ Validation: { ...propertiesOf({ onInconclusive: 'fail' }), Value } });
    await stack.deploy(strict('one'));
    fault = 'accessDenied';
    expect(await stack.deploy(strict('two'))).toBe('UPDATE_ROLLBACK_COMPLETE');
  });
});

test('answers a request that Lambda delivers twice twice in the same way', async () => {
  const reader = localReader(iamEndpoint.url);
  const bodies: string[][] = [];
  const stack = new FakeStack({
    responses,
    serviceTimeoutMs: 20_000,
    invoke: async (event) => {
      await invokeLocally(event, reader, 10_000);
      await invokeLocally(event, reader, 10_000);
      bodies.push(responses.attemptsAt(event.ResponseURL).map(({ body }) => body));
    },
  });
  await stack.deploy({ Validation: { ...propertiesOf(), Value: 'one' } });
  await stack.deploy({ Validation: { ...propertiesOf(), Value: 'two' } });
  expect(stack.status).toBe('UPDATE_COMPLETE');
  // Create, update, and the deletion of the first physical id.
  expect(bodies.map((both) => [both.length, new Set(both).size])).toEqual([[2, 1], [2, 1], [2, 1]]);
});

describe('a deletion', () => {
  test.each([
    ['its own', 'VALID-0123456789ab'],
    ["CloudFormation's own", 'stack-Validation-1ABCDEFGHIJKL'],
    ["another resource's", 'arn:aws:iam::999999999999:role/x'],
    ['the longest', 'é'.repeat(512)],
    ['one with quotes and lines', '"\n\t\u0000\\'],
  ])('echoes a physical id, %s, and makes no IAM call', async (_, physicalId) => {
    const stack = newStack();
    const asked = iamEndpoint.calls.length;
    expect(await stack.deletePhysical('Validation', physicalId, propertiesOf())).toBe(true);
    expect(stack.events).toEqual([expect.objectContaining({ requestedPhysicalId: physicalId, physicalId, status: 'SUCCESS' })]);
    expect(stack.complaints).toEqual([]);
    expect(iamEndpoint.calls).toHaveLength(asked);
  });

  test.each<[string, Record<string, unknown>]>([
    ['none', {}], ['malformed ones', { RoleArn: 'x', Validation: '{' }], ['those of another version', { Validation: '{"question":{"version":99}}' }],
  ])('ignores the properties: %s', async (_, properties) => {
    const stack = newStack();
    expect(await stack.deletePhysical('Validation', 'VALID-1', properties)).toBe(true);
    expect(stack.complaints).toEqual([]);
  });

  test('succeeds for a stack whose role is gone', async () => {
    const stack = newStack();
    await stack.deploy({ One: propertiesOf(), Two: propertiesOf({ onInconclusive: 'fail' }) });
    account = accountOf();
    fault = 'accessDenied';
    const asked = iamEndpoint.calls.length;
    expect(await stack.delete()).toBe('DELETE_COMPLETE');
    expect(steps(stack).slice(2)).toEqual(['Delete Two SUCCESS', 'Delete One SUCCESS']);
    expect(stack.complaints).toEqual([]);
    expect(iamEndpoint.calls).toHaveLength(asked);
  });
});

describe('the role', () => {
  const reasonOf = async (role: Record<string, string>) => {
    const stack = newStack();
    const asked = iamEndpoint.calls.length;
    await stack.deploy({ Validation: propertiesOf({}, role) });
    expect(stack.complaints).toEqual([]);
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    return { reason: stack.events[0].reason, calls: iamEndpoint.calls.slice(asked).map(({ action }) => action) };
  };

  test('is found by its name, and its ARN is returned', async () => {
    const stack = newStack();
    expect(await stack.deploy({ Validation: propertiesOf({}, { RoleName: 'Trainer' }) })).toBe('CREATE_COMPLETE');
    expect(stack.attributes.Validation).toMatchObject({ Verdict: 'VALID', RoleArn: ROLE_ARN });
  });

  test('fails if it does not exist', async () => {
    account = accountOf();
    expect((await reasonOf({ RoleArn: ROLE_ARN })).reason).toMatch(`Role ${ROLE_ARN} can't run this training workload: IAM finds no role Trainer. Check the name`);
  });

  test.each([
    ['of another account', { RoleArn: 'arn:aws:iam::999999999999:role/Trainer' }, 'is a role of account 999999999999, but the validation runs in account 111122223333: use a role of this account'],
    ['of another partition', { RoleArn: 'arn:aws-cn:iam::111122223333:role/Trainer' }, 'is in the partition aws-cn, but the validation runs in aws: use a role of this partition'],
    ['that is a session', { RoleArn: 'arn:aws:sts::111122223333:assumed-role/Trainer/me' }, 'use the role\'s own ARN, arn:aws:iam::111122223333:role/Trainer'],
    ['that is a user', { RoleArn: 'arn:aws:iam::111122223333:user/Trainer' }, 'is a user'],
    ['that is the root user', { RoleArn: 'arn:aws:iam::111122223333:root' }, 'is the root user of an account'],
    ['that is linked to a service', { RoleArn: 'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/Trainer' }, 'is a service-linked role'],
    ['by a name with a path', { RoleName: 'team/Trainer' }, '"team/Trainer" is not a role name: use the name without its path'],
    ['without any name', {}, 'is not a role name'],
  ])('fails without a call of IAM for one %s', async (_, role, reason) => {
    const failure = await reasonOf(role as Record<string, string>);
    expect(failure.reason).toContain(reason);
    expect(failure.calls).toEqual([]);
  });
});

test.each([
  ['an unknown version', { Validation: JSON.stringify({ question: { ...QUESTION, version: 3 } }) }, 'the question has version 3, and this function reads version 2 only'],
  ['no question', {}, "the property 'Validation' is missing"],
  ['a question of nothing', { Validation: JSON.stringify({ question: { ...QUESTION, groups: [] } }) }, 'the question contains no permission'],
])('fails, and makes no IAM call, for %s', async (_, properties, reason) => {
  const stack = newStack();
  const asked = iamEndpoint.calls.length;
  expect(await stack.deploy({ Validation: { RoleArn: ROLE_ARN, ...properties } })).toBe('ROLLBACK_COMPLETE');
  expect(steps(stack)).toEqual(['Create Validation FAILED', 'Delete Validation SUCCESS']);
  expect(stack.events[0]).toMatchObject({ reason: expect.stringContaining(reason), physicalId: expect.stringMatching(/^INCONCLUSIVE-/) });
  expect(stack.complaints).toEqual([]);
  expect(iamEndpoint.calls).toHaveLength(asked);
});

test('sends every response to its own URL', () => {
  expect(responses.strays).toBe(0);
});
