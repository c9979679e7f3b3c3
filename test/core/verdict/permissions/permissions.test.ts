import { ContextEntry, QuestionGroup } from '../../../../src/core/question/question';
import { ActionEvaluation, SimulationRequest } from '../../../../src/core/verdict/iam-reader';
import { IamCalls } from '../../../../src/core/verdict/permissions/iam-calls';
import { mayBeAllowed, unknownPermissions, validatePermissions } from '../../../../src/core/verdict/permissions/permissions';
import { Finding } from '../../../../src/core/verdict/verdict';

type Values = Readonly<Record<string, string>>;
type Answer = Omit<ActionEvaluation, 'action' | 'resource'>;

const SESSION = { issuedAt: '2030-01-01T00:00:00.000Z', tags: {}, mayHaveOtherTags: false, isOfService: true };
const REQUESTER = { arn: 'arn:aws:iam::111122223333:role/validated', account: '111122223333', region: 'eu-west-1', session: SESSION };
const ALLOWED: Answer = { decision: 'allowed' };
const DENIED: Answer = { decision: 'implicitDeny' };

const entry = (key: string, ...values: string[]): ContextEntry => ({ key, type: 'string', values });
const groupOf = (change: Partial<QuestionGroup> = {}): QuestionGroup =>
  ({ actions: ['x:A'], resources: ['arn:aws:x:::own'], certainty: 'concrete', facts: [], assumed: [], ...change });

/** IAM with these answers about an action on a resource, with the values of the condition keys. */
function iamWith(answer: (action: string, resource: string, values: Values, request: SimulationRequest) => Answer) {
  const requests: { readonly asked: string; readonly values: Values; readonly withoutScps?: boolean }[] = [];
  const calls = new IamCalls({
    getRole: async () => ({ arn: REQUESTER.arn }),
    simulate: async (request) => {
      const values = Object.fromEntries(request.context.map(({ key, values: [value] }) => [key, value]));
      requests.push({ asked: `${request.actions.join()} ${request.resources.join()}`, values, withoutScps: request.withoutScps });
      return {
        evaluations: request.actions.flatMap((action) => request.resources.map((resource) =>
          ({ action, resource, ...answer(action, resource, values, request) }))),
      };
    },
  }, new AbortController().signal);
  return { calls, requests };
}

const shown = (findings: readonly Finding[]) => findings.map(({ reason, subject, resource, detail }) =>
  [reason, subject, resource, ...detail ? [detail] : []].join(' '));

async function validate(change: Partial<QuestionGroup>, answer: Parameters<typeof iamWith>[0], own: ContextEntry[] = []) {
  const { calls, requests } = iamWith(answer);
  const findings = await validatePermissions(groupOf(change), REQUESTER, { calls }, own);
  return { findings: shown(findings), requests, whole: findings };
}

test('asks in each context that the user knows, and returns the worst finding', async () => {
  const vpcs = [entry('aws:SourceVpc', 'vpc-1', 'vpc-2'), entry('aws:SourceVpce', 'vpce-1')];
  const inVpc = (answers: Readonly<Record<string, Answer>>) => async (group: Partial<QuestionGroup> = {}) =>
    (await validate(group, (_, __, values) => answers[values['aws:SourceVpc']], vpcs)).findings;
  expect(await inVpc({ 'vpc-1': ALLOWED, 'vpc-2': ALLOWED })()).toEqual(['ALLOWED x:A arn:aws:x:::own']);
  const asked = 'asked with aws:SourceVpc = vpc-2 and aws:SourceVpce = vpce-1';
  expect(await inVpc({ 'vpc-1': ALLOWED, 'vpc-2': DENIED })()).toEqual([`MISSING_PERMISSION x:A arn:aws:x:::own ${asked}`]);
  expect(await inVpc({ 'vpc-1': {}, 'vpc-2': DENIED })()).toEqual([`MISSING_PERMISSION x:A arn:aws:x:::own ${asked}`]);
  expect(await inVpc({ 'vpc-1': ALLOWED, 'vpc-2': {} })()).toEqual([`INCOMPLETE x:A arn:aws:x:::own IAM omitted the answer; ${asked}`]);
  expect(await inVpc({ 'vpc-1': ALLOWED, 'vpc-2': DENIED })({ notRequired: true }))
    .toEqual(['NOT_REQUIRED x:A arn:aws:x:::own AWS does not document that the workload needs it']);
});

test('shows all values of a list that the user knows', async () => {
  const own: ContextEntry[] = [{ key: 'aws:TagKeys', type: 'stringList', values: ['team', 'cost'] }, entry('aws:SourceVpc', 'vpc-1', 'vpc-2')];
  expect((await validate({}, () => DENIED, own)).findings)
    .toEqual(['MISSING_PERMISSION x:A arn:aws:x:::own asked with aws:TagKeys = team, cost and aws:SourceVpc = vpc-1']);
});

test.each<[string, (action: string, service: string) => boolean, string[], number]>([
  ['the first', (_, service) => service === 'sagemaker', ['ALLOWED', 'ALLOWED'], 1],
  ['the second', (_, service) => service === 'glue', ['ALLOWED', 'ALLOWED'], 2],
  ['the first for one action, and the second for the other', (action, service) => (action === 'x:A') === (service === 'sagemaker'), ['ALLOWED', 'ALLOWED'], 2],
  ['the first for one action, and none for the other', (action, service) => action === 'x:A' && service === 'sagemaker', ['ALLOWED', 'MISSING_PERMISSION'], 2],
])('asks with one value after the other if one suffices, and IAM allows %s', async (_, allows, reasons, calls) => {
  const facts = [{ ...entry('iam:PassedToService', 'sagemaker', 'glue'), oneSuffices: true }];
  const { whole, requests } = await validate({ actions: ['x:A', 'x:B'], facts }, (action, __, values) => allows(action, values['iam:PassedToService']) ? ALLOWED : DENIED);
  expect(whole.map(({ reason }) => reason)).toEqual(reasons);
  expect(new Set(requests.map(({ values }) => values['iam:PassedToService'])).size).toBe(calls);
});

test('asks about samples of several accounts with each owner, if a policy names the owner', async () => {
  const resources = ['444455556666', '999999999999', '444455556666'].map((account, index) => `arn:aws:ecr:eu-west-1:${account}:repository/x${index}`);
  const actions = ['x:A', 'x:B'];
  const { findings, requests } = await validate({ actions, resources, certainty: 'probe' }, (action, _, values) => values['aws:ResourceAccount'] === undefined
    ? { ...DENIED, missingContext: ['AWS:ResourceAccount'] } : values['aws:ResourceAccount'] === '444455556666' && action === 'x:A' ? ALLOWED : DENIED);
  const denied = 'asked about a sample resource; the role may allow others';
  expect(findings).toEqual([
    `ALLOWED x:A ${resources[0]}`, `UNSCOPED x:A ${resources[1]} ${denied}`, `ALLOWED x:A ${resources[2]}`, ...resources.map((resource) => `UNSCOPED x:B ${resource} ${denied}`),
  ]);
  expect(requests.map(({ asked }) => asked)).toEqual([`x:A,x:B ${resources}`, `x:A,x:B ${resources[0]},${resources[2]}`, `x:A,x:B ${resources[1]}`]);
  // Without the key in a policy, one call is enough.
  expect((await validate({ resources, certainty: 'probe' }, () => DENIED)).requests).toHaveLength(1);
});

test.each<[string, Answer, string, object | undefined]>([
  ['allows it', ALLOWED, 'ALLOWED x:A arn:aws:x:::own not decided: aws:ViaAWSService', { 'aws:ViaAWSService': [] }],
  ['denies it', DENIED, 'MISSING_CONTEXT x:A arn:aws:x:::own condition keys: aws:ViaAWSService', { 'aws:ViaAWSService': ['false'] }],
  ["doesn't answer", {}, 'INCOMPLETE x:A arn:aws:x:::own IAM omitted the answer', undefined],
])('asks with the value of a key that a policy names and that a separate call needs, and IAM %s', async (_, withKey, finding, context) => {
  const { findings, whole, requests } = await validate({}, (__, ___, values) =>
    values['aws:ViaAWSService'] === 'false' ? withKey : { ...ALLOWED, missingContext: ['aws:ViaAWSService'] });
  expect([findings, whole[0].context, requests.length]).toEqual([[finding], context, 2]);
});

test('asks about each resource alone if IAM contradicts itself about several', async () => {
  const resources = ['arn:aws:x:::a', 'arn:aws:x:::b'];
  const { findings, requests } = await validate({ actions: ['x:A', 'x:B'], resources }, (action, resource, _, request) =>
    request.resources.length > 1 && action === 'x:A' ? { ...ALLOWED, allowedByOrganizations: false } : resource.endsWith('b') ? DENIED : ALLOWED);
  expect(findings).toEqual([`ALLOWED x:A ${resources[0]}`, `MISSING_PERMISSION x:A ${resources[1]}`, `ALLOWED x:B ${resources[0]}`, `MISSING_PERMISSION x:B ${resources[1]}`]);
  expect(requests.map(({ asked }) => asked)).toEqual([`x:A,x:B ${resources}`, `x:A ${resources[0]}`, `x:A ${resources[1]}`]);
});

test('names the pattern that a resource is a sample of, and asks about the role itself', async () => {
  const resources = ['arn:aws:s3:::own/probe', 'arn:aws:s3:::other', '{role}'];
  const { whole } = await validate({ resources, patterns: ['arn:aws:s3:::x/*', 'arn:aws:s3:::own/*'] }, () => ALLOWED);
  expect(whole.map(({ resource, pattern }) => [resource, pattern])).toEqual([
    [resources[0], 'arn:aws:s3:::own/*'], [resources[1], undefined], [REQUESTER.arn, undefined],
  ]);
  expect(whole.map((finding) => 'pattern' in finding)).toEqual([true, false, false]);
});

test.each<[string, Partial<QuestionGroup>, Answer, string, number]>([
  ['an assumed need', { assumption: { feature: 'vpc' } }, DENIED, 'MAY_BE_NEEDED', 1],
  ['an assumed need, which the organization denies', { assumption: { feature: 'vpc' } }, { ...DENIED, allowedByOrganizations: false }, 'ORGANIZATIONS', 2],
  ['a permission that is not needed, which the organization denies', { notRequired: true }, { ...DENIED, allowedByOrganizations: false }, 'NOT_REQUIRED', 1],
  ['a need, which the organization denies', {}, { ...DENIED, allowedByOrganizations: false }, 'ORGANIZATIONS', 2],
])('explains the denial of %s', async (_, change, denial, reason, calls) => {
  const { whole: [finding], requests } = await validate(change, (__, ___, ____, { withoutScps }) => withoutScps ? ALLOWED : denial);
  expect([finding.reason, finding.assumption, requests.length]).toEqual([reason, change.assumption, calls]);
});

test.each<[string, string, Answer, boolean]>([
  ['MISSING_PERMISSION', 'vpc-1', ALLOWED, true], ['MISSING_PERMISSION', 'vpc-1', DENIED, false], ['CANNOT_SIMULATE', 'vpc-1', DENIED, true],
  ['CANNOT_SIMULATE', 'vpc-1', {}, false], ['CANNOT_SIMULATE', 'vpc-1', ALLOWED, true], ['MISSING_PERMISSION', 'vpc-1', {}, false],
])('after %s in %s, takes the answer %j for a change: %s', async (reason, vpc, answer, changed) => {
  const { calls, requests } = iamWith(() => answer);
  const finding = { verdict: 'INVALID', reason, subject: 'x:A', resource: 'arn:aws:x:::own' } as Finding;
  expect(await mayBeAllowed({ finding, group: groupOf() }, REQUESTER, calls, [entry('aws:SourceVpc', vpc, 'vpc-2')])).toBe(changed);
  expect(requests.map(({ asked, values }) => [asked, values['aws:SourceVpc'], values['aws:PrincipalArn']])).toEqual([['x:A arn:aws:x:::own', vpc, REQUESTER.arn]]);
});

test('reports each action without a simulation', () => {
  expect(shown(unknownPermissions(groupOf({ actions: ['x:A', 'x:B'] })))).toEqual([
    "CANNOT_SIMULATE x:A  iam:GetRole didn't return the role's ARN", "CANNOT_SIMULATE x:B  iam:GetRole didn't return the role's ARN",
  ]);
});
