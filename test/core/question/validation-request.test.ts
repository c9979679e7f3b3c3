import { parseValidationRequest } from '../../../src/core/question/validation-request';

const GROUP = {
  actions: ['s3:GetObject'],
  resources: ['arn:aws:s3:::own/probe'],
  certainty: 'concrete',
  facts: [{ key: 'aws:ResourceAccount', type: 'string', values: ['111122223333'] }],
  assumed: [],
};
const QUESTION = { version: 2, workload: 'training', features: ['vpc'], services: [{ service: 'sagemaker.amazonaws.com' }], groups: [GROUP] };
const REQUEST = { question: QUESTION, onInvalid: 'fail', onInconclusive: 'warn', propagationTimeout: 30, context: [], resourcePolicies: true };
const parsed = (request: unknown) => parseValidationRequest(JSON.stringify(request));

test('returns a complete request unchanged', () => {
  const request = { ...REQUEST, onInvalid: 'warn', onInconclusive: 'fail', context: [{ key: 'aws:SourceVpc', type: 'string', values: ['vpc-1'] }] };
  expect(parsed(request)).toEqual(request);
});

test.each(['concrete', 'probe', 'any'])('accepts the certainty %s', (certainty) => {
  const request = { ...REQUEST, question: { ...QUESTION, groups: [{ ...GROUP, certainty }] } };
  expect(parsed(request)).toEqual(request);
});

test.each([{ assumption: { feature: 'vpc' } }, { assumption: { property: 'passSelf' } }, { notRequired: true }])('accepts the need %j', (need) => {
  const request = { ...REQUEST, question: { ...QUESTION, services: [{ service: 'x', ...need }], groups: [{ ...GROUP, ...need }] } };
  expect(parsed(request)).toEqual(request);
});

test('accepts the kinds of resources that a service names, and the patterns of samples', () => {
  const sourceTypes = [{ type: 'training-job/*' }, { type: 'x/*', undocumented: true, assumption: { property: 'passSelf' } }];
  const question = { ...QUESTION, services: [{ service: 'x', sourceTypes }], groups: [{ ...GROUP, patterns: ['arn:aws:s3:::own/*'] }] };
  expect(parsed({ ...REQUEST, question }).question).toEqual(question);
});

test.each<[unknown, boolean]>([[false, false], [true, true], [undefined, true], ['no', true]])(
  'resourcePolicies of %j reads the policies of resources: %s', (resourcePolicies, reads) => {
    expect(parsed({ ...REQUEST, resourcePolicies }).resourcePolicies).toBe(reads);
  });

test.each([[{ question: QUESTION }], [{ question: QUESTION, onInvalid: 'x', onInconclusive: 1, propagationTimeout: 'soon', context: 'none' }]])(
  'fails on INVALID, warns on INCONCLUSIVE and doesn\'t wait if these options are omitted or unreadable: %j', (request) => {
    expect(parsed(request)).toEqual({ question: QUESTION, onInvalid: 'fail', onInconclusive: 'warn', propagationTimeout: 0, context: [], resourcePolicies: true });
  });

test.each<[unknown, number]>([[30, 30], ['30', 30], [0.5, 0.5], [-1, 0], ['0', 0], ['1e999', 0], [null, 0], [true, 0], [{ toString: 1 }, 0], [['5'], 0]])(
  'a propagation time of %j is %i seconds', (propagationTimeout, seconds) => {
    expect(parsed({ ...REQUEST, propagationTimeout }).propagationTimeout).toBe(seconds);
  });

test.each([[undefined], [null], [{}], [1], [['{}']]])('rejects %j, which is not a string', (text) => {
  expect(() => parseValidationRequest(text)).toThrow("the property 'Validation' is missing");
});

test.each(['', '{', 'VALID', '{"question":'])('rejects %j, which is not JSON', (text) => {
  expect(() => parseValidationRequest(text)).toThrow("the property 'Validation' is not JSON");
});

test.each<[unknown, string]>([
  [null, 'undefined'], [1, 'undefined'], [[], 'undefined'], [{}, 'undefined'], [{ question: null }, 'undefined'], [{ question: 'x' }, 'undefined'],
  [{ question: { ...QUESTION, version: 1 } }, '1'], [{ question: { ...QUESTION, version: 3 } }, '3'], [{ question: { ...QUESTION, version: '2' } }, '"2"'],
])('another version than 2 is not guessed at: %j', (request, version) => {
  expect(() => parsed(request)).toThrow(`the question has version ${version}, and this function reads version 2 only: `
    + 'deploy the validation and its Lambda function with the same release');
});

test.each<[string, unknown]>([
  ['workload', 1], ['workload', undefined], ['services', undefined], ['services', 'sagemaker.amazonaws.com'], ['services', [1]], ['services', ['sagemaker.amazonaws.com']],
  ['services', [{}]], ['services', [{ service: 1 }]], ['services', [{ service: 'x', assumption: 'vpc' }]], ['features', undefined], ['features', [1]],
  ['groups', [{ ...GROUP, assumption: {} }]], ['groups', [{ ...GROUP, assumption: { feature: 1 } }]], ['groups', [{ ...GROUP, notRequired: 'yes' }]],
  ['groups', undefined], ['groups', {}],
  ['groups', [null]], ['groups', ['x']], ['groups', [GROUP, {}]],
  ...['actions', 'resources', 'facts', 'assumed', 'certainty'].map((key): [string, unknown] => ['groups', [{ ...GROUP, [key]: undefined }]]),
  ['groups', [{ ...GROUP, actions: [] }]], ['groups', [GROUP, { ...GROUP, resources: [] }]], ['groups', [{ ...GROUP, actions: [1] }]],
  ['groups', [{ ...GROUP, certainty: 'certain' }]], ['groups', [{ ...GROUP, facts: [{ key: 'x', type: 'string', values: [] }] }]],
  ['groups', [{ ...GROUP, assumed: [{ key: 'x', type: 'string', values: [1] }] }]], ['groups', [{ ...GROUP, assumed: [{ type: 'string', values: ['x'] }] }]],
  ['groups', [{ ...GROUP, assumed: [{ key: 'x', values: ['x'] }] }]],
  ['groups', [{ ...GROUP, facts: [null] }]], ['groups', [{ ...GROUP, facts: [1] }]], ['groups', [{ ...GROUP, patterns: 'x' }]], ['groups', [{ ...GROUP, patterns: ['x', 1] }]],
  ...[[], 'training-job/*', {}, [null], ['x'], [{}], [{ type: 1 }], [{ type: 'x' }, { type: 1 }], [{ type: 'x', undocumented: false }], [{ type: 'x', notRequired: 1 }]]
    .map((sourceTypes): [string, unknown] => ['services', [{ service: 'x', sourceTypes }]]),
  ['services', [{ service: 'x' }, { service: 1 }]],
])('a question whose %s is %j is malformed', (key, value) => {
  expect(() => parsed({ ...REQUEST, question: { ...QUESTION, [key]: value } })).toThrow("the question of the property 'Validation' is malformed");
});

test('rejects a context that isn\'t a list of valid entries', () => {
  expect(() => parsed({ ...REQUEST, context: [{ key: 'aws:SourceVpc', type: 'string', values: 'vpc-1' }] }))
    .toThrow("the context of the property 'Validation' is malformed");
});

test('rejects a question without permissions', () => {
  expect(() => parsed({ ...REQUEST, question: { ...QUESTION, groups: [] } })).toThrow('the question contains no permission');
});

test('rejects more questions than it can answer in time', () => {
  const resources = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:s3:::own/${index}`);
  const asking = (...groups: object[]) => () => parsed({ ...REQUEST, question: { ...QUESTION, groups } });
  expect(asking({ ...GROUP, resources: resources(10_000) })).not.toThrow();
  expect(asking({ ...GROUP, resources: resources(10_001) }))
    .toThrow('the validation needs 10001 answers of IAM, but the limit is 10000: list fewer resources, such as buckets, or divide them between several validations');
  expect(asking({ ...GROUP, resources: resources(5_000) }, { ...GROUP, resources: resources(5_001) })).toThrow('needs 10001 answers');
  expect(asking({ ...GROUP, actions: ['s3:GetObject', 's3:PutObject'], resources: resources(5_001) })).toThrow('needs 10002 answers');
  expect(asking({ ...GROUP, facts: [{ key: 'cloudwatch:namespace', type: 'string', values: Array(10_001).fill('x') }] })).toThrow('needs 10001 answers');
  const context = (type: string) => [{ key: 'aws:SourceVpc', type, values: ['vpc-1', 'vpc-2'] }];
  const large = { ...QUESTION, groups: [{ ...GROUP, resources: resources(5_001) }] };
  const inContext = (type: string) => () => parsed({ ...REQUEST, question: large, context: context(type) });
  expect(inContext('string')).toThrow('needs 10002 answers');
  expect(inContext('stringList')).not.toThrow();
  expect(asking({ ...GROUP, assumed: [{ key: 'kms:ViaService', type: 'string', values: Array(10_000).fill('x') }] })).toThrow('needs 10001 answers');
});
