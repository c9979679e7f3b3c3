import principals from './principal-cases.json';
import statements from './statement-cases.json';
import { ContextEntry, Question, QUESTION_VERSION, QuestionGroup } from '../../../../src/core/question/question';
import { IamFailure, PolicyReader } from '../../../../src/core/verdict/iam-reader';
import { validateRole } from '../../../../src/core/verdict/role-validation';
import { OfflineReader } from '../../../../testing/offline-iam/offline-reader';
import { roleId } from '../../../../testing/offline-iam/simulate';
import { INSTANTLY } from '../../../../testing/stack-question';

const PLACE = { account: '111122223333', partition: 'aws', region: 'eu-west-1' };
const ARN = 'arn:aws:iam::111122223333:role/team/validated';
const ROLE = { name: 'validated', path: '/team/' };
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

/** A resource of each service, and a request on it. */
const REQUESTS: Record<string, { readonly action: string; readonly resource: string; readonly policyOf?: string }> = {
  s3: { action: 's3:GetObject', resource: 'arn:aws:s3:::data/probe', policyOf: 'arn:aws:s3:::data' },
  s3express: { action: 's3express:CreateSession', resource: 'arn:aws:s3express:eu-west-1:111122223333:bucket/data--euw1-az1--x-s3' },
  sns: { action: 'sns:Publish', resource: 'arn:aws:sns:eu-west-1:111122223333:done' },
  sqs: { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:callbacks' },
  lambda: { action: 'lambda:InvokeFunction', resource: 'arn:aws:lambda:eu-west-1:111122223333:function:reward:live' },
  ecr: { action: 'ecr:BatchGetImage', resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/training' },
};
const KEY = { action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' };

interface Setting {
  readonly action: string;
  readonly resource: string;
  /** The resource whose policy decides, if it isn't the resource itself. */
  readonly policyOf?: string;
  readonly iam?: 'allows' | 'silent' | 'denies';
  /** The boundary: everything, or nothing. */
  readonly boundary?: 'allows' | 'silent';
  readonly policy?: string;
  readonly unread?: boolean;
  readonly group?: Partial<QuestionGroup>;
  readonly context?: readonly ContextEntry[];
}

const withId = (policy: unknown) => JSON.stringify(policy).replaceAll('{id}', roleId(ROLE as never));

/** The policies of resources, which must be asked for by the right ARN. */
function policyReader({ resource, policyOf = resource, policy, unread }: Setting): PolicyReader & { readonly read: string[] } {
  const read: string[] = [];
  return {
    read,
    readPolicy: async ({ arn }) => {
      read.push(arn);
      if (unread || arn !== policyOf) {
        throw new IamFailure('ACCESS_DENIED', `AccessDenied: the policy of ${arn}`);
      }
      return policy;
    },
  };
}

async function validate(setting: Setting) {
  const { action, resource, iam = 'allows', boundary, group, context = [] } = setting;
  const own = { allows: [EVERYTHING], silent: [], denies: [EVERYTHING, { ...EVERYTHING, Effect: 'Deny' }] }[iam];
  const document = (Statement: readonly { Effect: string }[]) => ({ Version: '2012-10-17', Statement });
  const reader = new OfflineReader({
    accountId: PLACE.account,
    roles: [{
      ...ROLE,
      trust: document([{ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' } as never]),
      // A second permission, because a role without any allowed request is never VALID.
      policies: [{ id: 'own', document: document([{ Effect: 'Allow', Action: 'sagemaker:Search', Resource: '*' } as never, ...own]) }],
      ...boundary ? { boundary: { id: 'boundary', document: document(boundary === 'allows' ? [EVERYTHING] : [{ ...EVERYTHING, Action: 'sagemaker:Search' } as never]) } } : {},
    }],
  });
  const asked = { resources: [resource], certainty: 'concrete' as const, facts: [], assumed: [], actions: [action], ...group };
  const search: QuestionGroup = { actions: ['sagemaker:Search'], resources: ['*'], certainty: 'concrete', facts: [], assumed: [] };
  const question: Question = {
    version: QUESTION_VERSION, workload: 'training', features: [], services: [{ service: 'sagemaker.amazonaws.com' }], groups: [asked, search],
  };
  const policies = policyReader(setting);
  const result = await validateRole({ ...PLACE, name: 'validated', arn: ARN }, question, reader, INSTANTLY, context, policies);
  return { ...result, finding: result.findings.find(({ subject }) => subject === action)!, read: policies.read };
}

describe.each(principals.principals.map((row) => [row.name, row] as const))('a policy that names %s', (_, row) => {
  const policyOf = (effect: string, action: string) => withId({
    Version: '2012-10-17', Statement: [{ Effect: effect, ...row.element, Action: action, Resource: '*' }],
  });

  test.each(Object.keys(REQUESTS))('decides for %s', async (service) => {
    const request = REQUESTS[service];
    const verdictOf = async (effect: string, iam: Setting['iam'], boundary?: Setting['boundary']) =>
      (await validate({ ...request, iam, boundary, policy: policyOf(effect, request.action) })).finding.verdict;
    expect({
      granted: await verdictOf('Allow', 'silent'),
      limited: await verdictOf('Allow', 'silent', 'silent'),
      withinBoundary: await verdictOf('Allow', 'silent', 'allows'),
      denied: await verdictOf('Deny', 'allows'),
      deniedUnderBoundary: await verdictOf('Deny', 'allows', 'allows'),
    }).toEqual({
      granted: row.granted,
      limited: row.limited,
      withinBoundary: row.withinBoundary,
      denied: row.denied,
      deniedUnderBoundary: row.deniedUnderBoundary,
    });
  });

  test('decides for a key', async () => {
    const verdictOf = async (iam: Setting['iam']) => (await validate({ ...KEY, iam, policy: policyOf('Allow', 'kms:*') })).finding.verdict;
    expect({ key: await verdictOf('allows'), keyGranted: await verdictOf('silent') }).toEqual({ key: row.key, keyGranted: row.keyGranted });
  });

  test('is not read in another account', async () => {
    const elsewhere = { ...REQUESTS.sqs, resource: 'arn:aws:sqs:eu-west-1:444455556666:callbacks' };
    const denied = await validate({ ...elsewhere, policy: policyOf('Deny', elsewhere.action) });
    const granted = await validate({ ...elsewhere, iam: 'silent', policy: policyOf('Allow', elsewhere.action) });
    expect([denied.finding.verdict, granted.finding.verdict, denied.read, granted.read]).toEqual(['VALID', 'INVALID', [], []]);
  });
});

test.each(statements.map((row) => [row.name, row] as const))('a bucket policy: %s', async (_, { iam, expected, ...row }: any) => {
  const policy = row.text ?? (row.statements && withId({ Version: '2012-10-17', Statement: row.statements }));
  const { certainty = 'concrete', assumption, notRequired, owner = PLACE.account } = row;
  const { finding } = await validate({
    ...REQUESTS.s3,
    iam,
    policy,
    unread: row.unread,
    context: Object.entries(row.context ?? {}).map(([key, values]) => ({ key, type: 'string', values: values as string[] })),
    group: {
      certainty,
      ...assumption && { assumption },
      ...notRequired && { notRequired },
      facts: [{ key: 'aws:ResourceAccount', type: 'string', values: [owner] }],
    },
  });
  expect(`${finding.verdict} ${finding.reason}`).toEqual(expected);
});
