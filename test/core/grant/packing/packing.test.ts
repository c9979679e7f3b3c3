import { packStatements } from '../../../../src/core/grant/packing/packing';
import { PolicyStatementJson } from '../../../../src/core/grant/packing/statement-length';

const lengthOf = ({ length }: string) => length;
const fails = () => new Error('too long');
const LIST: PolicyStatementJson = { Sid: 'List', Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::own'] };

/** A document as IAM counts it. A list of one is written as its member, except in conditions. */
function charactersOf(statements: readonly PolicyStatementJson[]): number {
  const single = (values: readonly string[]) => values.length === 1 ? values[0] : values;
  return JSON.stringify({
    Version: '2012-10-17', Statement: statements.map((statement) => ({ ...statement, Action: single(statement.Action), Resource: single(statement.Resource) })),
  }).length;
}

function pack(...statements: PolicyStatementJson[]): PolicyStatementJson[][] {
  return packStatements(statements.map((statement) => ({ statement })), lengthOf, fails);
}

const padded = (count: number, characters: number) => Array.from({ length: count }, (_, index) => `${index}`.padStart(characters, 'p'));

test.each<[string, PolicyStatementJson]>([
  ['resources', { ...LIST, Resource: padded(30, 20) }],
  ['conditions with one value each', { ...LIST, Condition: { StringLike: { 's3:prefix': ['data*'] } } }],
  ['characters that JSON escapes', { ...LIST, Resource: ['arn:aws:s3:::own/"a\\b"*'], Condition: { StringLike: { 's3:prefix': ['"', '\\', '\u0001'] } } }],
])('fills a document with %s to the last character of the limit', (_, statement) => {
  const alone = charactersOf([statement]);
  const fill = (characters: number): PolicyStatementJson => ({ ...LIST, Sid: 'Fill', Resource: ['r'.repeat(characters)] });
  // The length of the last statement includes a comma that isn't there.
  const rest = 6143 - alone - (charactersOf([LIST, fill(0)]) - charactersOf([LIST]));
  expect(pack(statement, fill(rest)).map(charactersOf)).toEqual([6143]);
  expect(pack(statement, fill(rest + 2))).toHaveLength(2);
});

describe('a statement that is too long for a document', () => {
  const documentsOf = (statement: PolicyStatementJson) => {
    const documents = pack(statement);
    documents.forEach((document) => expect(charactersOf(document)).toBeLessThanOrEqual(6144));
    return documents.flat();
  };

  test('is divided by its resources', () => {
    const parts = documentsOf({ ...LIST, Resource: padded(200, 60) });
    expect(parts.map(({ Sid }) => Sid)).toEqual(['ListPart1', 'ListPart2', 'ListPart3']);
    expect(parts.flatMap(({ Resource }) => Resource)).toEqual(padded(200, 60));
  });

  test('is divided by the values of its condition if it has one resource', () => {
    const parts = documentsOf({ ...LIST, Condition: { StringLike: { 's3:prefix': padded(200, 60) } } });
    expect(parts.map(({ Sid }) => Sid)).toEqual(['ListPart1', 'ListPart2', 'ListPart3']);
    expect(parts.flatMap(({ Condition }) => Condition!.StringLike['s3:prefix'])).toEqual(padded(200, 60));
    parts.forEach(({ Resource }) => expect(Resource).toEqual(LIST.Resource));
  });

  test('is divided by both, and each value is allowed with each resource', () => {
    const values = padded(110, 60);
    const resources = padded(50, 55);
    const parts = documentsOf({ ...LIST, Resource: resources, Condition: { StringLike: { 's3:prefix': values }, StringEquals: { 'aws:ResourceAccount': 'a' } } });
    const pairs = parts.flatMap(({ Resource, Condition }) => Resource.flatMap((resource) =>
      [...Condition!.StringLike['s3:prefix']].map((value) => `${resource} ${value}`)));
    expect(pairs.sort()).toEqual(resources.flatMap((resource) => values.map((value) => `${resource} ${value}`)).sort());
    parts.forEach(({ Condition }) => expect(Condition!.StringEquals).toEqual({ 'aws:ResourceAccount': 'a' }));
  });

  test('is divided by the longest of several lists', () => {
    const parts = documentsOf({ ...LIST, Condition: { StringLike: { 's3:prefix': padded(200, 60), 'kms:ViaService': ['one', 'other'] } } });
    parts.forEach(({ Condition }) => expect(Condition!.StringLike['kms:ViaService']).toEqual(['one', 'other']));
  });

  test.each(['ForAllValues:StringEquals', 'StringNotLike'])('fails if the values of %s are not alternatives', (operator) => {
    expect(() => pack({ ...LIST, Condition: { [operator]: { 'aws:TagKeys': padded(200, 60) } } })).toThrow('too long');
  });

  test.each(['StringEquals', 'StringLike', 'ArnEquals', 'ArnLike'])('is divided by the values of %s', (operator) => {
    const parts = documentsOf({ ...LIST, Condition: { [operator]: { 'aws:SourceArn': padded(200, 60) } } });
    expect(parts.flatMap(({ Condition }) => Condition![operator]['aws:SourceArn'])).toEqual(padded(200, 60));
    expect(parts).toHaveLength(3);
  });

  test('leaves a list of one value alone, and divides the longest list wherever it stands', () => {
    const one = ['v'.repeat(5_000)];
    const several = padded(30, 60);
    const parts = documentsOf({ ...LIST, Condition: { StringEquals: { 'aws:RequestedRegion': one, 'aws:SourceVpc': ['a', 'b'], 'aws:SourceVpce': several } } });
    expect(parts.flatMap(({ Condition }) => Condition!.StringEquals['aws:SourceVpce'])).toEqual(several);
    parts.forEach(({ Condition }) => expect(Condition!.StringEquals).toMatchObject({ 'aws:RequestedRegion': one, 'aws:SourceVpc': ['a', 'b'] }));
  });

  test('divides a list of two values', () => {
    const two = padded(2, 4_000);
    const parts = documentsOf({ ...LIST, Condition: { StringEquals: { 'aws:SourceVpc': two } } });
    expect(parts.map(({ Condition }) => Condition!.StringEquals['aws:SourceVpc'])).toEqual([[two[0]], [two[1]]]);
  });

  test('keeps a long resource beside the values, and divides the resources only if each fits', () => {
    const resource = 'r'.repeat(3_000);
    const parts = documentsOf({ ...LIST, Resource: [resource], Condition: { StringLike: { 's3:prefix': padded(100, 60) } } });
    expect(parts).toHaveLength(3);
    parts.forEach(({ Resource }) => expect(Resource).toEqual([resource]));
  });

  test('fills each part up to the room that the number of the part leaves', () => {
    // 6144 - 109 for a document without resources - 1 for a comma - 7 for the number are 6027, and each resource has two quotes and a comma.
    const parts = (last: number) => pack({ ...LIST, Resource: ['a'.repeat(3_000), 'b'.repeat(last), 'c'.repeat(99)] }).flat().map(({ Resource }) => Resource.length);
    expect(charactersOf([{ ...LIST, Resource: [] }])).toBe(109);
    expect([3_021, 3_022].map(parts)).toEqual([[2, 1], [1, 2]]);
  });

  test('fails with its longest value', () => {
    const tooLong = (_: PolicyStatementJson, longest: string) => new Error(`longest: ${longest.length}`);
    const condition = { StringEquals: { 'aws:ResourceAccount': 'c'.repeat(6300) } };
    expect(() => packStatements([{ statement: { ...LIST, Resource: ['r'.repeat(6200)], Condition: condition } }], lengthOf, tooLong)).toThrow('longest: 6300');
    expect(() => packStatements([{ statement: { ...LIST, Resource: ['a', 'r'.repeat(6200)] } }], lengthOf, tooLong)).toThrow('longest: 6200');
  });

  test('counts the longest possible value of each token', () => {
    const longer = (value: string) => value.startsWith('token') ? 4_000 : value.length;
    const statement = { ...LIST, Resource: ['token1', 'arn:aws:s3:::own', 'token2'] };
    expect(packStatements([{ statement }], longer, fails).flat().map(({ Resource }) => Resource)).toEqual([['token1', 'arn:aws:s3:::own'], ['token2']]);
  });
});

describe('several statements', () => {
  const statement = (Sid: string, characters: number, rest: Partial<PolicyStatementJson> = {}): PolicyStatementJson =>
    ({ ...LIST, Sid, Resource: ['r'.repeat(characters)], ...rest });
  const sids = (documents: PolicyStatementJson[][]) => documents.map((document) => document.map(({ Sid }) => Sid));

  test('fill the first document that has room, in their order', () => {
    const documents = pack(statement('A', 3_000), statement('B', 4_000), statement('C', 2_500), statement('D', 1_500), statement('E', 10));
    expect(sids(documents)).toEqual([['A', 'C', 'E'], ['B', 'D']]);
    documents.forEach((document) => expect(charactersOf(document)).toBeLessThanOrEqual(6144));
  });

  test('never make a document longer than the limit', () => {
    const documents = pack(...Array.from({ length: 40 }, (_, index) => statement(`S${index}`, 100 + 37 * index)));
    expect(documents.flat()).toHaveLength(40);
    documents.forEach((document) => expect(charactersOf(document)).toBeLessThanOrEqual(6144));
    // 40 statements have about 37,000 characters.
    expect(documents.length).toBeLessThanOrEqual(8);
  });

  test('stay as they are if they fit into one document, even if they can be merged', () => {
    const alike = (Sid: string) => ({ statement: { ...LIST, Sid, Resource: ['*'] } });
    expect(sids(packStatements([alike('A'), alike('B')], lengthOf, fails))).toEqual([['A', 'B']]);
  });

  test('make no document from an empty list', () => {
    expect(packStatements([], lengthOf, fails)).toEqual([]);
  });

  describe('that share a group', () => {
    const objects = { statement: statement('Objects', 20, { Action: ['s3:GetObject'] }), group: 'S3' };
    const buckets = { statement: statement('Buckets', 30, { Action: ['s3:ListBucket'] }), group: 'S3' };

    test('stay separate in one document', () => {
      expect(sids(packStatements([objects, buckets], lengthOf, fails))).toEqual([['Objects', 'Buckets']]);
    });

    test('stay separate if merging saves no document', () => {
      const large = { statement: statement('Large', 6_000) };
      expect(sids(packStatements([large, objects, buckets], lengthOf, fails))).toEqual([['Large'], ['Objects', 'Buckets']]);
    });

    // 60 statements fill two documents, and merged they fit into one.
    const many = Array.from({ length: 60 }, (_, index) => ({
      statement: { ...LIST, Sid: `Long${index}`, Action: ['s3:GetObject', `s3:Action${index}`], Resource: ['arn:aws:s3:::own', `arn:${index}`] }, group: 'Shared',
    }));

    test('are merged if this saves a document, with each action and resource once', () => {
      expect(pack(...many.map((one) => one.statement)).length).toBeGreaterThan(1);
      const [[merged, ...others], ...further] = packStatements(many, lengthOf, fails);
      expect([others, further]).toEqual([[], []]);
      expect(merged).toEqual({
        Sid: 'Shared',
        Effect: 'Allow',
        Action: ['s3:GetObject', ...Array.from({ length: 60 }, (_, index) => `s3:Action${index}`)],
        Resource: ['arn:aws:s3:::own', ...Array.from({ length: 60 }, (_, index) => `arn:${index}`)],
      });
    });

    test('are merged under their own Sid without a group, under Unscoped on every resource, and only with the same conditions', () => {
      const condition = { StringLike: { 's3:prefix': 'data*' } };
      const everything = (Sid: string, action: string) => ({ statement: { ...LIST, Sid, Action: [action], Resource: ['*'] }, group: 'Shared' });
      const documents = packStatements([
        ...many,
        { statement: statement('Alone', 10) },
        everything('Metrics', 'cloudwatch:PutMetricData'),
        everything('Token', 'ecr:GetAuthorizationToken'),
        { statement: { ...LIST, Sid: 'Both', Action: ['s3:One'], Resource: ['*', 'arn:aws:s3:::own'] }, group: 'Others' },
        { statement: statement('Prefix', 10, { Condition: condition }), group: 'Shared' },
        { statement: { ...LIST, Sid: 'Same', Action: ['s3:Same'], Resource: ['arn:same'], Condition: condition }, group: 'Shared' },
        { statement: { ...LIST, Sid: 'Free', Condition: condition } },
      ], lengthOf, fails);
      expect(sids(documents)).toEqual([['Shared', 'Alone', 'Unscoped', 'Others', 'Shared2', 'Free']]);
      const [, alone, unscoped, , bound] = documents[0];
      expect(alone).toEqual(statement('Alone', 10));
      expect(unscoped).toEqual({ ...LIST, Sid: 'Unscoped', Action: ['cloudwatch:PutMetricData', 'ecr:GetAuthorizationToken'], Resource: ['*'] });
      const prefix = statement('Prefix', 10);
      expect(bound).toEqual({
        ...prefix, Sid: 'Shared2', Action: [...prefix.Action, 's3:Same'], Resource: [...prefix.Resource, 'arn:same'], Condition: condition,
      });
    });
  });
});
