import { Grant } from '../../../../src/core/grant/grant';
import { packGrants } from '../../../../src/core/grant/packing/packed-grants';
import { packStatements } from '../../../../src/core/grant/packing/packing';
import { PolicyStatementJson } from '../../../../src/core/grant/packing/statement-length';

const lengthOf = ({ length }: string) => length;
const fails = () => new Error('too long');
const LIST: PolicyStatementJson = { Sid: 'List', Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::own'] };

/** A document as IAM counts it: what a list of one is elsewhere, it is not in a condition. */
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
  ['what JSON escapes', { ...LIST, Resource: ['arn:aws:s3:::own/"a\\b"*'], Condition: { StringLike: { 's3:prefix': ['"', '\\', '\u0001'] } } }],
])('a document that is filled to the last character with %s is not longer than a policy may be', (_, statement) => {
  const alone = charactersOf([statement]);
  const fill = (characters: number): PolicyStatementJson => ({ ...LIST, Sid: 'Fill', Resource: ['r'.repeat(characters)] });
  // With a comma behind the last statement, which is counted and not there.
  const rest = 6143 - alone - (charactersOf([LIST, fill(0)]) - charactersOf([LIST]));
  expect(pack(statement, fill(rest)).map(charactersOf)).toEqual([6143]);
  expect(pack(statement, fill(rest + 2))).toHaveLength(2);
});

describe('a statement that fits into no document', () => {
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

  test('is divided by the values of its condition, where it has one resource', () => {
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

  test.each(['ForAllValues:StringEquals', 'StringNotLike'])('fails where all the values of %s count at once', (operator) => {
    expect(() => pack({ ...LIST, Condition: { [operator]: { 'aws:TagKeys': padded(200, 60) } } })).toThrow('too long');
  });

  test('fails with the property, the text and the fix where nothing can be divided', () => {
    const grant: Grant = {
      sid: 'ReadObjects',
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::own', `arn:aws:s3:::${'b'.repeat(6200)}`],
      namedResources: [],
      exactTargets: [],
      properties: ['buckets'],
      namesRole: false,
      warnings: [],
      why: '',
      source: [],
    };
    expect(() => packGrants([grant], lengthOf, (property) => `--${property}`)).toThrow(
      `--buckets has "arn:aws:s3:::${'b'.repeat(87)}…", which makes the statement 'ReadObjects' too long for a managed policy of 6144 characters: use a shorter one`);
  });
});
