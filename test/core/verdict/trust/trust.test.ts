import table from './trust-cases.json';
import { TRUSTS } from '../../../../corpus/cases';
import type { SourceType } from '../../../../src/core/question/question';
import { validateTrust, TrustQuestion } from '../../../../src/core/verdict/trust/trust';
import type { Finding } from '../../../../src/core/verdict/verdict';

interface Case {
  readonly name: string;
  readonly document?: unknown;
  readonly path?: string;
  readonly services?: readonly string[];
  /** The kinds of resources that each service assumes the role for. */
  readonly sourceTypes?: readonly SourceType[];
  /** The actions of AWS STS that each service needs. */
  readonly actions?: readonly string[];
  readonly undocumentedConditions?: true;
  readonly account?: string;
  readonly partition?: string;
  readonly region?: string;
  readonly organizationId?: string;
  readonly expected: readonly Finding[];
}

type Place = [holder: Record<string, unknown>, key: string];

const SAGEMAKER = 'sagemaker.amazonaws.com';
const TYPES = [{ type: 'training-job/*' }];
const QUESTION: TrustQuestion = { services: [{ service: SAGEMAKER, sourceTypes: TYPES }], account: '111122223333', partition: 'aws', region: 'us-east-1' };
const TRUSTING = { Effect: 'Allow', Principal: { Service: SAGEMAKER }, Action: 'sts:AssumeRole' };

const VERDICTS = { ALLOW: 'VALID', DENY: 'INVALID', UNKNOWN: 'INCONCLUSIVE' } as const;
const PUBLISHED = TRUSTS.cases.map(({ request, expected, reason, ...row }): Case => {
  const { service, rolePath: path, resources: sourceTypes, ...place } = { ...TRUSTS.request, ...request };
  const finding = { subject: service, verdict: VERDICTS[expected], reason } as Finding;
  return { ...row, path, services: [service], sourceTypes, ...place, expected: [finding] };
});
/** The cases of the corpus, and those about documents that IAM would not accept and about several services. */
const CASES = [...PUBLISHED, ...table as unknown as readonly Case[]];

const valueAt = ([holder, key]: Place): unknown => holder[key];

const validate = (
  { document, path, services = [SAGEMAKER], sourceTypes = TYPES, actions, undocumentedConditions, ...place }: Omit<Case, 'name' | 'expected'>,
): Finding[] => validateTrust(
  document === undefined || typeof document === 'string' ? document : JSON.stringify(document),
  path,
  {
    ...QUESTION,
    services: services.map((service) => ({ service, actions, undocumentedConditions, ...sourceTypes.length > 0 && { sourceTypes } })),
    ...place,
  },
);

describe('the trust policy', () => {
  test.each(CASES.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const findings = validate(one);
    expect(findings.map(({ subject, verdict, reason }) => ({ subject, verdict, reason }))).toEqual(one.expected);
    expect(findings.map(({ detail = '' }) => detail).filter((detail) => !/^[A-Za-z].*[^.]$/.test(detail))).toEqual([]);
  });

  test('gives the same findings for a URL-encoded document', () => {
    const readable = CASES.filter(({ document }) => typeof document === 'object');
    expect(readable.length).toBeGreaterThan(100);
    expect(readable.map((one) => validate({ ...one, document: encodeURIComponent(JSON.stringify(one.document, undefined, 2)) })))
      .toEqual(readable.map(validate));
  });
});

test.each<[string, unknown, string]>([
  ['a foreign account', { ...TRUSTING, Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } },
    'the condition on aws:SourceAccount excludes account 111122223333'],
  ['foreign ARNs', { ...TRUSTING, Condition: { ArnLike: { 'AWS:SOURCEARN': 'arn:aws:sagemaker:*:999999999999:*' } } },
    'the condition on AWS:SOURCEARN excludes ARNs such as training-job/* of account 111122223333 in us-east-1'],
  ['a foreign account if the key is there', { ...TRUSTING, Condition: { StringEqualsIfExists: { 'aws:SourceAccount': '999999999999' } } },
    'the condition on aws:SourceAccount excludes account 111122223333, unless a request doesn\'t have the key'],
  ['ARNs of another service', { ...TRUSTING, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:111122223333:*' } } },
    'the condition on aws:SourceArn excludes ARNs such as training-job/* of account 111122223333 in us-east-1'],
  ['text that begins as ARNs of another service', { ...TRUSTING, Condition: { StringLike: { 'aws:SourceArn': 'arn:aws:lambda:*' } } },
    'the condition on aws:SourceArn excludes ARNs such as training-job/* of account 111122223333 in us-east-1'],
  ['a policy variable', { ...TRUSTING, Condition: { StringEquals: { 'aws:SourceAccount': '${aws:PrincipalAccount}' } } },
    'the condition on aws:SourceAccount has a policy variable'],
  ['another key', { ...TRUSTING, Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } },
    'the condition on sts:ExternalId is not evaluated'],
  ['a condition on another service', [
    { ...TRUSTING, Principal: { Service: 'lambda.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } },
  ], 'no statement allows it'],
  ['another action', { ...TRUSTING, Action: 'sts:TagSession' }, "its statement doesn't allow sts:AssumeRole"],
  ['another service, and another action', [{ ...TRUSTING, Principal: { Service: 'lambda.amazonaws.com' } }, { ...TRUSTING, Action: 'sts:TagSession' }],
    "its statement doesn't allow sts:AssumeRole"],
  ['another action, and a foreign account', [
    { ...TRUSTING, Action: 'sts:TagSession' }, { ...TRUSTING, Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } },
  ], 'the condition on aws:SourceAccount excludes account 111122223333'],
  ['a Deny', [TRUSTING, { ...TRUSTING, Effect: 'Deny' }], 'a Deny statement applies'],
  ['a Deny under a condition', [TRUSTING, { ...TRUSTING, Effect: 'Deny', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }],
    'a Deny statement may apply: the condition on aws:MultiFactorAuthPresent is not evaluated'],
  ['a Deny of the own account', [TRUSTING, { ...TRUSTING, Effect: 'Deny', Condition: { StringLike: { 'aws:SourceAccount': '1*' } } }],
    'a Deny statement may apply: no AWS page says that every request meets the condition on aws:SourceAccount'],
  ['everybody', { ...TRUSTING, Principal: '*' }, 'the principal is *'],
])('says why in the detail: %s', (_, Statement, detail) => {
  expect(validate({ document: { Statement } })).toEqual([expect.objectContaining({ detail })]);
});

test.each([[undefined, 'IAM returned no trust policy'], ['{', "IAM returned a policy that isn't readable"]])(
  'says what is wrong with the document %j', (document, detail) => {
    expect(validate({ document })).toEqual([{ subject: SAGEMAKER, verdict: 'INCONCLUSIVE', reason: 'CANNOT_READ_TRUST', detail }]);
  });

describe('returns one finding for each service of any document', () => {
  const services = [SAGEMAKER, 'glue.amazonaws.com', SAGEMAKER];
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const policy = (principal: string, condition: string) =>
    `{"Statement":{"Effect":"Allow","Principal":{"Service":${principal}},"Action":"sts:AssumeRole","Condition":${condition}}}`;

  test.each<[string, string, string]>([
    ['a hundred thousand nested lists', nested(100_000), 'CANNOT_READ_TRUST'],
    ['nested lists for a service', policy(nested(100_000), '{}'), 'TRUST_CONDITION'],
    ['nested lists for a value', policy(`"${SAGEMAKER}"`, `{"StringEquals":{"aws:SourceAccount":${nested(100_000)}}}`), 'TRUST_CONDITION'],
    ['a hundred thousand statements', JSON.stringify({ Statement: Array(100_000).fill(TRUSTING) }), 'TRUSTED'],
    ['a hundred thousand services', policy(JSON.stringify([...Array(100_000).fill('x'), SAGEMAKER]), '{}'), 'TRUSTED'],
    ['a pattern of very many wildcards',
      policy(`"${SAGEMAKER}"`, `{"ArnLike":{"aws:SourceArn":"arn:aws:sagemaker:*:${'*1'.repeat(50_000)}x:*"}}`), 'UNTRUSTED'],
    ['very many colons', policy(`"${SAGEMAKER}"`, `{"StringLike":{"aws:SourceArn":"${':'.repeat(100_000)}"}}`), 'UNTRUSTED'],
    ['keys of the prototype', '{"__proto__":{"Statement":[]},"constructor":1}', 'CANNOT_READ_TRUST'],
    ['a number that is too large', policy(`"${SAGEMAKER}"`, '{"StringEquals":{"aws:SourceAccount":1e999}}'), 'UNTRUSTED'],
  ])('%s', (_, document, reason) => {
    const findings = validate({ document, services });
    expect(findings.map(({ subject }) => subject)).toEqual(services);
    expect(findings[0].reason).toBe(reason);
  });

  test('for 2,000 mutated documents', () => {
    const random = randomNumbers(20_260_730);
    const documents = CASES.map(({ document }) => document).filter((document) => typeof document === 'object');
    const seen = new Map<string, number>();
    for (let round = 0; round < 2000; round++) {
      const document = mutated(documents[random(documents.length)], random);
      const findings = validateTrust(document, undefined, { ...QUESTION, services: services.map((service) => ({ service, sourceTypes: TYPES })) });
      expect(findings.map(({ subject }) => subject)).toEqual(services);
      expect(findings[2]).toEqual(findings[0]);
      for (const { verdict, reason } of findings) {
        seen.set(`${verdict} ${reason}`, (seen.get(`${verdict} ${reason}`) ?? 0) + 1);
      }
    }
    expect([...seen.keys()].sort()).toEqual([
      'INCONCLUSIVE CANNOT_READ_TRUST', 'INCONCLUSIVE TRUST_CONDITION', 'INVALID UNTRUSTED', 'VALID TRUSTED',
    ]);
    expect(Math.min(...seen.values())).toBeGreaterThan(100);
  });
});

/** The same numbers below a bound in every run. */
function randomNumbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = state * 48_271 % 2_147_483_647;
    return state % bound;
  };
}

/** A document with one to four of its values replaced, removed, wrapped or renamed, and sometimes its text damaged. */
function mutated(document: unknown, random: (bound: number) => number): string {
  const root = { root: structuredClone(document) };
  for (let change = random(4); change >= 0; change--) {
    mutateOnce(root, random);
  }
  const text = JSON.stringify(root.root) ?? '';
  switch (random(8)) {
    case 0: return encodeURIComponent(text);
    case 1: return text.slice(0, random(text.length + 1));
    case 2: return text.replace(/[a-z]/gi, (letter) => random(20) === 0 ? letter.toUpperCase() : letter);
    default: return text;
  }
}

function mutateOnce(root: object, random: (bound: number) => number): void {
  const junk: unknown[] = [
    null, true, 0, -1.5e300, '', '*', '?', '${aws:x}', ':::::', 'arn:aws:sagemaker', 'Deny', '%', '\ud800', [], {}, [[[]]], [null, [1]],
    { AWS: '*' }, { Service: SAGEMAKER }, { Service: [SAGEMAKER, 1] }, { Null: { 'aws:SourceAccount': [] } }, { '__proto__': 1, '': '' },
  ];
  const places = placesOf(root);
  if (places.length === 0) {
    return;
  }
  const [holder, key] = places[random(places.length)];
  switch (random(5)) {
    case 0: delete holder[key]; break;
    case 1: holder[key] = [holder[key]]; break;
    case 2: holder[`${key}X`.slice(random(2))] = holder[key]; break;
    case 3: holder[key] = structuredClone(valueAt(places[random(places.length)])); break;
    default: holder[key] = junk[random(junk.length)];
  }
}

/** The places of all nested values in a JSON value: the list or object that contains it, and its key. */
function placesOf(value: unknown): Place[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]): Place[] => [[value as Place[0], key], ...placesOf(inner)])
    : [];
}

test.each<[string, object, string | undefined]>([
  ['a missing service', { ...TRUSTING, Principal: { Service: 'ec2.amazonaws.com' } }, undefined],
  ['a Deny statement', { ...TRUSTING, Effect: 'Deny' }, "Change the Deny statement of the role's trust policy."],
  ['a condition', { ...TRUSTING, Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } },
    "Change this condition of the role's trust policy so that it fits the workload."],
])('names the way out of %s', (_, statement, fix) => {
  const [finding] = validate({ document: { Statement: [statement] } });
  expect([finding.reason, finding.fix]).toEqual(['UNTRUSTED', fix]);
});
