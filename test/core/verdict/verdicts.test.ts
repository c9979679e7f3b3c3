import faults from './fault-cases.json';
import needs from './need-cases.json';
import table from '../../../corpus/execution-roles.json';
import { accountOf, roleArnOf } from '../../../corpus/library';
import { WorkloadScope } from '../../../src/core/grant/workload';
import { ContextEntry, QuestionGroup } from '../../../src/core/question/question';
import { workloadQuestion } from '../../../src/core/question/questions';
import { IamFailure, SimulationPage, SimulationRequest } from '../../../src/core/verdict/iam-reader';
import { validateRole } from '../../../src/core/verdict/role-validation';
import { failsDeployment } from '../../../src/core/verdict/verdict';
import { OfflineReader, ResponseModel } from '../../../testing/offline-iam/offline-reader';
import { INSTANTLY } from '../../../testing/stack-question';

interface Case {
  readonly name: string;
  readonly verdict: string;
  readonly reasons: Record<string, string[]>;
  /** The only form of IAM's answers that the case applies to. */
  readonly model?: ResponseModel;
  readonly [what: string]: any;
}
const CASES = [...table.cases, ...faults.cases] as unknown as Case[];

/** IAM with a fault in its answers. */
class OddReader extends OfflineReader {
  constructor(
    private readonly oddity: string | undefined,
    private readonly onePerService: boolean,
    ...rest: ConstructorParameters<typeof OfflineReader>
  ) {
    super(...rest);
  }

  public async getRole(name: string) {
    if (this.oddity === 'getRoleDenied') {
      throw new IamFailure('ACCESS_DENIED', 'AccessDenied: iam:GetRole');
    }
    return super.getRole(name);
  }

  public async simulate(request: SimulationRequest): Promise<SimulationPage> {
    if (this.oddity === 'simulateDenied') {
      throw new IamFailure('ACCESS_DENIED', 'AccessDenied: iam:SimulatePrincipalPolicy');
    }
    const [service] = request.actions[0].split(':');
    const others = request.actions.filter((action) => !action.startsWith(`${service}:`));
    if (this.onePerService && others.length > 0) {
      const own = request.actions.filter((action) => !others.includes(action));
      throw new IamFailure('OTHER', `InvalidInput: Invalid Input Actions: [${own}] and [${others}] require different authorization information`);
    }
    const isAskedAlone = request.resources.length === 1
      && this.requests.some(({ actions, resources }) => resources.length > 1 && actions.includes(request.actions[0]));
    if (this.oddity === 'aloneThrottled' && isAskedAlone) {
      throw new IamFailure('OTHER', 'Throttling: Rate exceeded');
    }
    const { evaluations } = await super.simulate(request);
    switch (this.oddity) {
      case 'withoutPutObject': return { evaluations: evaluations.filter(({ action }) => action !== 's3:PutObject') };
      case 'withoutMatched': return {
        evaluations: evaluations.map((evaluation) => ({
          ...evaluation, matchedPolicies: [], byResource: (evaluation as any).byResource?.map((pair: any) => ({ ...pair, matchedPolicies: [] })),
        })),
      };
      case 'aloneLeftOut': return { evaluations: isAskedAlone ? [] : evaluations };
      case 'contradictory':
      case 'contradictoryTogether': return {
        evaluations: evaluations.map((evaluation) => evaluation.action !== 's3:GetObject' || this.oddity === 'contradictoryTogether' && request.resources.length === 1
          ? evaluation : { ...evaluation, allowedByOrganizations: false, ...evaluation.byResource ? { decision: 'explicitDeny' } : {} }),
      };
      case 'endlessPages': return { evaluations, marker: 'again' };
      default: return { evaluations };
    }
  }
}

function readerFor(row: Case, model: ResponseModel, onePerService = false): OddReader {
  const account = accountOf(row);
  return new OddReader(row.answers, onePerService, row.answers === 'noRole' ? { ...account, roles: [] } : account, model, row.exclusion);
}

async function validate(row: Case, model: ResponseModel, onePerService = false) {
  const workload = (row.workload ?? table.workload) as WorkloadScope;
  const role = { ...table.place, name: 'validated', arn: roleArnOf(row) };
  const reader = readerFor(row, model, onePerService);
  const question = workloadQuestion(workload, table.place);
  return { reader, result: await validateRole(role, question, reader, INSTANTLY, row.context, row.resourcePolicies && reader) };
}

const MODELS: ResponseModel[] = ['perAction', 'perPair'];

describe.each(MODELS.flatMap((model) => [[model, ''], [model, ', one service per call']]))('if IAM answers %s%s', (model, split) => {
  test.each(CASES.filter((row) => (row.model ?? model) === model).map((row) => [row.name, row.verdict, row] as const))('%s: %s', async (_, verdict, row) => {
    const { result } = await validate(row, model, split !== '');
    const reasons: Record<string, string[]> = {};
    for (const { reason, subject } of result.findings.filter((finding) => finding.verdict !== 'VALID' || finding.reason === 'NOT_REQUIRED')) {
      reasons[reason] = [...new Set([...reasons[reason] ?? [], subject!])];
    }
    const sorted = (all: Record<string, string[]>) =>
      Object.fromEntries(Object.entries(all).map(([reason, subjects]) => [reason, [...subjects].sort()]));
    expect(sorted(reasons)).toEqual(sorted(row.reasons));
    expect(result.verdict).toEqual(verdict);
  });
});

describe.each(MODELS)('stated and assumed needs, if IAM answers %s', (model) => {
  test.each(needs.cases as unknown as Case[])('$name: $verdict', async (row) => {
    const { result } = await validate(row, model);
    const { verdict, findings } = result;
    const assumed = findings.filter((finding) => finding.verdict !== 'VALID').flatMap(({ assumption }) => assumption?.feature ?? assumption?.property ?? []);
    expect({ verdict, fails: failsDeployment(result, { onInconclusive: 'fail' }), assumed: [...new Set(assumed)].sort() })
      .toEqual({ verdict: row.verdict, fails: row.fails, assumed: row.assumed });
    expect(failsDeployment(result, { onInvalid: 'warn' })).toBe(false);
  });
});

test('has at least 60 cases, each with its own name', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(60);
  expect(new Set(CASES.map(({ name }) => name)).size).toEqual(CASES.length);
});

test('has a case for every reason', () => {
  expect([...new Set(CASES.flatMap(({ reasons }) => Object.keys(reasons)))].sort()).toEqual([
    'CANNOT_READ_TRUST', 'CANNOT_SIMULATE', 'EXPLICIT_DENY', 'INCOMPLETE', 'MAY_BE_NEEDED', 'MISSING_CONTEXT', 'MISSING_PERMISSION', 'NOT_REQUIRED',
    'ORGANIZATIONS', 'PERMISSIONS_BOUNDARY', 'RESOURCE_POLICY', 'ROLE_NOT_FOUND', 'TRUST_CONDITION', 'UNSCOPED', 'UNTRUSTED',
  ]);
});

test('asks once about a denial of the only resource', async () => {
  const row = CASES.find(({ name }) => name === 'a role that may not write')!;
  const { reader } = await validate(row, 'perAction');
  const asked = reader.requests.filter(({ actions }) => actions.includes('s3:PutObject'))
    .map(({ resources, context, withoutScps }) => JSON.stringify([resources, context, withoutScps === true]));
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(asked).size).toEqual(asked.length);
});

test('reports every action without a simulation if neither the user nor IAM gives the ARN', async () => {
  const reader = readerFor({ name: '', verdict: '', reasons: {}, answers: 'getRoleDenied' }, 'perAction');
  const question = {
    ...workloadQuestion(table.workload as WorkloadScope, table.place),
    groups: [
      { actions: ['s3:GetObject', 's3:PutObject'], resources: ['arn:aws:s3:::own-bucket/probe'], certainty: 'concrete' as const, facts: [], assumed: [] },
    ],
  };
  const { verdict, findings, calls } = await validateRole({ ...table.place, name: 'validated' }, question, reader, INSTANTLY);
  expect([verdict, calls, reader.requests]).toEqual(['INCONCLUSIVE', 1, []]);
  const detail = "iam:GetRole didn't return the role's ARN";
  expect(findings).toEqual([
    { verdict: 'INCONCLUSIVE', reason: 'CANNOT_READ_TRUST', subject: 'iam:GetRole', detail: 'AccessDenied: iam:GetRole' },
    { verdict: 'INCONCLUSIVE', reason: 'CANNOT_SIMULATE', subject: 's3:GetObject', detail },
    { verdict: 'INCONCLUSIVE', reason: 'CANNOT_SIMULATE', subject: 's3:PutObject', detail },
  ]);
});

test('reports a missing role by its name', async () => {
  const { result } = await validate(CASES.find(({ answers }) => answers === 'noRole')!, 'perAction');
  expect(result.findings).toEqual([
    { verdict: 'INVALID', reason: 'ROLE_NOT_FOUND', subject: 'validated' },
  ]);
});

describe('asks about a denial again', () => {
  const VIA = 'kms:ViaService';
  const GROUP: QuestionGroup = {
    actions: ['kms:Decrypt'],
    resources: ['arn:aws:kms:eu-west-1:111122223333:key/own-key'],
    certainty: 'concrete',
    facts: [],
    assumed: [
      { key: VIA, type: 'string', values: ['s3', 'sagemaker', 'ecr'] },
      { key: 'kms:EncryptionContextKeys', type: 'stringList', values: ['one', 'other'] },
    ],
  };
  const LIST = 'kms:EncryptionContextKeys=one,other';

  test.each<[string, Partial<QuestionGroup>, ContextEntry[], string[][]]>([
    ['with each other assumed value, and without the assumed keys', {}, [], [[`${VIA}=s3`, LIST], [LIST, `${VIA}=sagemaker`], [LIST, `${VIA}=ecr`], []]],
    ['with the only value of a key that the user knows', {}, [{ key: 'KMS:viaservice', type: 'string', values: ['ebs'] }],
      [[LIST, 'KMS:viaservice=ebs'], ['KMS:viaservice=ebs']]],
    ['in no other context, if the user knows all assumed keys', { assumed: [GROUP.assumed[0]] }, [{ key: VIA, type: 'string', values: ['ebs'] }], [[`${VIA}=ebs`]]],
    ['in no other context, if the resource is a sample', { certainty: 'probe' }, [], [[`${VIA}=s3`, LIST]]],
  ])('%s', async (_, change, context, asked) => {
    const reader = readerFor({ name: '', verdict: '', reasons: {}, policies: [] }, 'perAction');
    const question = { ...workloadQuestion(table.workload as WorkloadScope, table.place), groups: [{ ...GROUP, ...change }] };
    await validateRole({ ...table.place, name: 'validated' }, question, reader, INSTANTLY, context);
    // The last request asks which keys the policies have.
    expect(reader.requests.slice(0, change.certainty ? undefined : -1).map((request) => request.context.filter(({ key }) => key.toLowerCase().startsWith('kms:') && key !== 'kms:CallerAccount')
      .map(({ key, values }) => `${key}=${values.join()}`))).toEqual(asked);
  });
});

test('reports a denial of the organization as inconclusive', async () => {
  const { result } = await validate(CASES.find(({ reasons }) => 'ORGANIZATIONS' in reasons)!, 'perAction');
  expect(result.findings.find(({ reason }) => reason === 'ORGANIZATIONS')).toMatchObject({
    verdict: 'INCONCLUSIVE',
  });
});

test('has no case whose only INVALID reason is the organization', () => {
  expect(CASES.filter(({ reasons, verdict }) => verdict === 'INVALID' && Object.keys(reasons).every((reason) => reason === 'ORGANIZATIONS'))).toEqual([]);
});

test('names the policy that denies', async () => {
  const row = CASES.find(({ name }) => name === 'a policy that denies writing')!;
  const { result } = await validate(row, 'perAction');
  expect(result.findings.find(({ reason }) => reason === 'EXPLICIT_DENY')).toMatchObject({ subject: 's3:PutObject', detail: 'denied by own' });
});

test('names the policy that denies, even if a boundary does not allow the action either', async () => {
  const { result } = await validate({
    ...CASES.find(({ name }) => name === 'a policy that denies writing')!,
    boundary: [{ Sid: 'Rest', Effect: 'Allow', NotAction: 's3:PutObject', Resource: '*' }],
  }, 'perAction');
  expect(result.findings.filter(({ verdict }) => verdict === 'INVALID')).toEqual(['probe', 'sample/data.bin'].map((key) => expect.objectContaining({
    reason: 'PERMISSIONS_BOUNDARY',
    subject: 's3:PutObject',
    resource: `arn:aws:s3:::own-bucket/${key}`,
    detail: 'denied by own; the boundary is arn:aws:iam::111122223333:policy/boundary',
  })));
});

test.each([
  ['metrics of one of the two namespaces of the workload', 'where cloudwatch:namespace is TeamB; it takes no resource: grant it on *'],
  ['metrics of one namespace, where the workload has a pattern of many',
    'asked about a sample resource, where cloudwatch:namespace is /aws/sagemaker/probe; the role may allow others'],
])('says in the detail what IAM denied: %s', async (name, detail) => {
  const { result } = await validate(CASES.find((row) => row.name === name)!, 'perAction');
  expect(result.findings.filter(({ verdict }) => verdict !== 'VALID')).toEqual([expect.objectContaining({ detail })]);
});

test('reports the keys that IAM did not decide', async () => {
  const { result } = await validate({
    name: '',
    verdict: '',
    reasons: {},
    add: [
      { Sid: 'Tagged', Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: { StringEquals: { 's3:ExistingObjectTag/team': 'ml' } } },
    ],
  }, 'perAction');
  expect(result.verdict).toEqual('VALID');
  expect(result.findings.find(({ subject }) => subject === 's3:GetObject')).toMatchObject({ detail: 'not decided: s3:ExistingObjectTag/team' });
});

test('asks about all resources in separate calls, and about no wildcard action', async () => {
  const { reader } = await validate(CASES[0], 'perAction');
  expect(reader.requests.filter(({ resources }) => resources.includes('*') && resources.length > 1)).toEqual([]);
  expect(reader.requests.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
});

test('validates a workload of one group with two calls', async () => {
  const { result } = await validate({
    ...CASES[0], workload: undefined, name: '',
  }, 'perAction');
  expect(result.calls).toBeGreaterThan(2);
  const reader = readerFor(CASES[1], 'perAction');
  const question = workloadQuestion(table.workload as WorkloadScope, table.place);
  const one = { ...question, groups: question.groups.slice(0, 1) };
  const { calls, verdict } = await validateRole({ ...table.place, name: 'validated' }, one, reader, INSTANTLY);
  expect([verdict, calls]).toEqual(['VALID', 2]);
});
