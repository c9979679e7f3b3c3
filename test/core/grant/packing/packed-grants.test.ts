import { Grant } from '../../../../src/core/grant/grant';
import { packGrants } from '../../../../src/core/grant/packing/packed-grants';

const lengthOf = ({ length }: string) => length;
const asOption = (property: string) => `--${property}`;

const GRANT: Grant = {
  sid: 'ReadObjects',
  actions: ['s3:GetObject'],
  resources: ['arn:aws:s3:::own/*'],
  namedResources: [],
  exactTargets: [],
  properties: ['buckets'],
  namesRole: false,
  warnings: [],
  why: '',
  source: [],
};

const pack = (...granted: Grant[]) => packGrants(granted, lengthOf, asOption);

test('makes a statement of each grant', () => {
  expect(pack(GRANT)).toEqual({
    policies: [[{ Sid: 'ReadObjects', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::own/*'] }]],
    passRolePolicies: [],
  });
});

test('keeps the conditions of a grant', () => {
  const conditions = { StringEquals: { 'aws:ResourceAccount': '111122223333' } };
  expect(pack({ ...GRANT, conditions }).policies[0][0].Condition).toEqual(conditions);
  expect(pack(GRANT).policies[0][0]).not.toHaveProperty('Condition');
});

test('packs the grants that name the role into policies of their own', () => {
  const pass = { ...GRANT, sid: 'PassRole', namesRole: true };
  const { policies, passRolePolicies } = pack(GRANT, pass);
  expect([policies, passRolePolicies].map((documents) => documents.map((document) => document.map(({ Sid }) => Sid)))).toEqual([[['ReadObjects']], [['PassRole']]]);
});

test('merges grants by their group', () => {
  const grants = Array.from({ length: 60 }, (_, index): Grant => ({
    ...GRANT, sid: `Read${index}`, group: 'Shared', actions: [`s3:Action${index}`], resources: [`arn:aws:s3:::own-bucket-with-a-long-name/${index}`],
  }));
  expect(pack(...grants).policies.map((document) => document.map(({ Sid }) => Sid))).toEqual([['Shared']]);
});

describe('a grant that is too long for a managed policy', () => {
  const tooLong = (characters: number, properties: string[]) => () =>
    pack({ ...GRANT, sid: 'Other' }, { ...GRANT, properties, resources: ['arn:aws:s3:::own', 'b'.repeat(characters)] });
  const end = ', so the statement \'ReadObjects\' is too long for a managed policy of 6144 characters: use a shorter value';

  test('fails with the property, the beginning of the value and the fix', () => {
    expect(tooLong(6_200, ['buckets'])).toThrow(`--buckets has "${'b'.repeat(100)}…"${end}`);
  });

  test('fails with each of its properties once', () => {
    expect(tooLong(6_200, ['buckets', 'encryptionKeys', 'buckets'])).toThrow('--buckets or --encryptionKeys has "');
  });

  test('fails without a property', () => {
    expect(tooLong(6_200, [])).toThrow('the workload has "');
  });

  test('shows a value of 100 characters completely', () => {
    const longToken = (value: string) => value.startsWith('t') ? 7_000 : value.length;
    const failing = (characters: number) => () => packGrants([{ ...GRANT, resources: ['t'.repeat(characters)] }], longToken, asOption);
    expect(failing(100)).toThrow(`--buckets has "${'t'.repeat(100)}"${end}`);
    expect(failing(101)).toThrow(`--buckets has "${'t'.repeat(100)}…"${end}`);
  });
});
