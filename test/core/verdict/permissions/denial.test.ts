import { ContextEntry } from '../../../../src/core/question/question';
import { explainDenials } from '../../../../src/core/verdict/permissions/denial';
import { IamCalls } from '../../../../src/core/verdict/permissions/iam-calls';
import { QuestionPart } from '../../../../src/core/verdict/permissions/request-facts';
import { PairAnswer, SimulatedRequest } from '../../../../src/core/verdict/permissions/simulation';

type Answer = Partial<PairAnswer>;

const SESSION = { issuedAt: '2030-01-01T00:00:00.000Z', tags: {}, mayHaveOtherTags: false, isOfService: true };
const VIA: ContextEntry = { key: 'kms:ViaService', type: 'string', values: ['s3', 'ecr'] };
const FIRST: ContextEntry[] = [{ ...VIA, values: ['s3'] }];
const DENIED: Answer = { decision: 'implicitDeny' };
const BY_ORGANIZATION: Answer = { ...DENIED, allowedByOrganizations: false };

const pair = (answer: Answer, action = 'x:A', resource = 'r'): PairAnswer => ({ action, resource, ...answer });

/** Explains denials with these answers of IAM, and records the questions. */
async function explain(
  denied: readonly PairAnswer[], answer: (request: SimulatedRequest, action: string) => Answer,
  change: Partial<QuestionPart> = {}, own: readonly ContextEntry[] = [],
) {
  const asked: string[] = [];
  const simulate = async (request: SimulatedRequest) => {
    const { actions, resources: [resource], context, withoutScps, sourceArn } = request;
    expect(sourceArn).toBe('arn:role');
    asked.push([actions.join(), resource, context.map(({ values }) => values.join()).join() || 'no context', ...withoutScps ? ['without SCPs'] : []].join(' '));
    return actions.map((action) => pair(answer(request, action), action, resource));
  };
  const group: QuestionPart = { actions: [], resources: [], certainty: 'concrete', facts: [], assumed: [], session: SESSION, ...change };
  const findings = await explainDenials(denied, { calls: { simulate } as unknown as IamCalls, sourceArn: 'arn:role', group, context: FIRST, ownContext: own });
  return { asked, reasons: denied.map((one) => `${findings.get(one)!.reason} ${findings.get(one)!.resource}`) };
}

test('asks nothing more about a denial that nothing else can explain', async () => {
  expect(await explain([pair(DENIED)], () => DENIED)).toEqual({ asked: [], reasons: ['MISSING_PERMISSION r'] });
});

test.each<[string, Answer, string]>([
  ['allows the action', { decision: 'allowed' }, 'ORGANIZATIONS r'],
  ['denies the action', DENIED, 'MISSING_PERMISSION r'],
  ['has a Deny statement', { decision: 'explicitDeny', matchedPolicies: ['own'] }, 'EXPLICIT_DENY r'],
  ["doesn't answer", { failure: { incomplete: false, message: 'Throttling' } }, 'ORGANIZATIONS r'],
  ['still says that the organization denies it', BY_ORGANIZATION, 'ORGANIZATIONS r'],
])('asks without service control policies if these deny, and IAM then %s', async (_, answer, reason) => {
  expect(await explain([pair(BY_ORGANIZATION)], () => answer)).toEqual({ asked: ['x:A r s3 without SCPs'], reasons: [reason] });
});

test('asks about a resource alone if the organization may deny another one', async () => {
  const unclear = pair({ ...DENIED, organizationIsUnclear: true });
  expect(await explain([unclear, pair(DENIED, 'x:B')], () => DENIED)).toEqual({ asked: ['x:A r s3'], reasons: ['MISSING_PERMISSION r', 'MISSING_PERMISSION r'] });
  expect(await explain([unclear], ({ withoutScps }) => withoutScps ? { decision: 'allowed' } : BY_ORGANIZATION))
    .toEqual({ asked: ['x:A r s3', 'x:A r s3 without SCPs'], reasons: ['ORGANIZATIONS r'] });
});

test('asks in the other contexts of the workload', async () => {
  const asked = ['x:A r ecr', 'x:A r no context'];
  expect(await explain([pair(DENIED)], () => DENIED, { assumed: [VIA] })).toEqual({ asked, reasons: ['MISSING_PERMISSION r'] });
  expect(await explain([pair(DENIED)], ({ context }) => context.length === 0 ? { decision: 'allowed' } : DENIED, { assumed: [VIA] }))
    .toEqual({ asked, reasons: ['MISSING_CONTEXT r'] });
});

test("asks in no other context if the user knows the key, about a sample, or if a key's value is open", async () => {
  expect((await explain([pair(DENIED)], () => DENIED, { assumed: [VIA] }, [{ ...VIA, values: ['ebs'] }])).asked).toEqual([]);
  expect(await explain([pair(DENIED)], () => DENIED, { assumed: [VIA], certainty: 'probe' })).toEqual({ asked: [], reasons: ['UNSCOPED r'] });
  expect(await explain([pair({ ...DENIED, missingContext: ['x:Tag'] })], () => DENIED, { assumed: [VIA] })).toEqual({ asked: [], reasons: ['MISSING_CONTEXT r'] });
});

test('asks in the other contexts without service control policies, and only about the actions that these do not deny', async () => {
  const denied = [pair(BY_ORGANIZATION, 'x:A'), pair(BY_ORGANIZATION, 'x:B'), pair(DENIED, 'x:C')];
  expect(await explain(denied, (_, action) => action === 'x:A' ? { decision: 'allowed' } : DENIED, { assumed: [VIA] })).toEqual({
    asked: ['x:A,x:B r s3 without SCPs', 'x:B,x:C r ecr without SCPs', 'x:B,x:C r no context without SCPs'],
    reasons: ['ORGANIZATIONS r', 'MISSING_PERMISSION r', 'MISSING_PERMISSION r'],
  });
});

test('asks about each resource alone', async () => {
  const denied = [pair(BY_ORGANIZATION, 'x:A', 'r1'), pair(DENIED, 'x:A', 'r2'), pair(BY_ORGANIZATION, 'x:B', 'r1')];
  const { asked, reasons } = await explain(denied, () => ({ decision: 'allowed' }));
  expect([asked, reasons]).toEqual([['x:A,x:B r1 s3 without SCPs'], ['ORGANIZATIONS r1', 'MISSING_PERMISSION r2', 'ORGANIZATIONS r1']]);
});
