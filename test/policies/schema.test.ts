import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv/dist/2020';
import { SageMakerFeature, SageMakerRoleType } from '../../src';
import { RoleTypeData, StatementData } from '../../src/core/grant/policy-data';

const FOLDER = join(__dirname, '..', '..', 'policies');
const files = readdirSync(FOLDER);
const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
const documents = files.filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'));
const roleTypes: RoleTypeData[] = documents.map(read).filter(({ roleType }) => roleType);

const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
files.filter((file) => file.endsWith('.schema.json')).forEach((file) => ajv.addSchema(read(file)));

describe.each(documents)('policies/%s', (file) => {
  test('is what its schema says', () => {
    const document = read(file);
    const validate = ajv.getSchema(document.$schema.replace('./', ''))!;
    void validate(document);
    expect(validate.errors).toBeNull();
  });

  test('is called after its role type, so that a reviewer finds it', () => {
    const { roleType, caller, $schema } = read(file);
    expect(`${roleType ?? caller ?? $schema.replace(/^\.\/|\.schema\.json$/g, '')}.json`).toEqual(file);
  });
});

test('fails on a statement without a reason, a source, or with a wildcard in an action', () => {
  const validate = ajv.getSchema('role-type.schema.json')!;
  const training = read('training.json');
  for (const change of [{ why: undefined }, { source: [] }, { source: ['somebody said so'] }, { actions: ['s3:Get*'] }, { sid: 'no spaces' }]) {
    const [first, ...rest] = training.statements;
    expect(validate(JSON.parse(JSON.stringify({ ...training, statements: [{ ...first, ...change }, ...rest] })))).toBe(false);
  }
});

test('there is a file for each role type of the API', () => {
  expect(roleTypes.map(({ roleType }) => roleType).sort()).toEqual(Object.values(SageMakerRoleType).sort());
});

test('the features of the API are those of the files', () => {
  const features = new Set(roleTypes.flatMap((data) => Object.keys(data.features)));
  expect([...features].sort()).toEqual(Object.values(SageMakerFeature).sort());
});

describe.each(roleTypes.map((data) => [data.roleType, data] as const))('%s', (_, data) => {
  const used = [...data.statements, ...data.trust].flatMap(({ feature }) => feature ?? []);

  test('each feature brings something, and each statement belongs to a feature that there is', () => {
    expect([...new Set(used)].sort()).toEqual(Object.keys(data.features).sort());
  });

  test('no two statements have the same Sid', () => {
    const sids = data.statements.map(({ sid }) => sid);
    expect(sids).toEqual([...new Set(sids)]);
  });

  test('the documented minimum trusts a service and grants something', () => {
    expect(data.trust.some(({ feature }) => !feature)).toBe(true);
    expect(data.statements.some(({ feature }) => !feature)).toBe(true);
  });

  test('a scope that is conditioned where it is open shares its statement with nothing else', () => {
    const { scopes } = read('scopes.json');
    const conditioned = data.statements.filter(({ resources }) =>
      resources.some((resource) => scopes[resource.slice(1, -1)]?.conditionsWhenOmitted));
    expect(conditioned.filter(({ resources }) => resources.length > 1)).toEqual([]);
  });
});

test('a Sid stands for the same actions on the same resources wherever it is used, or is listed here', () => {
  // Same purpose, other extent: what the role type's workload needs of it.
  const differing = [
    'DescribeVpc', 'ListBuckets', 'PullImages', 'RunTrainingJobs', 'TrackInMlflow', 'CallMlflowApps', 'UseKeys', 'UseVpc', 'WriteLogs',
    'PassRoles', 'AccessModelPackages', 'ReadObjects', 'LocateBuckets',
  ];
  const bySid = new Map<string, Set<string>>();
  for (const { sid, actions, resources, conditions, conditionsWhenNamed } of roleTypes.flatMap(({ statements }) => statements)) {
    bySid.set(sid, (bySid.get(sid) ?? new Set()).add(JSON.stringify([actions, resources, conditions, conditionsWhenNamed])));
  }
  expect([...bySid].filter(([, extents]) => extents.size > 1).map(([sid]) => sid).filter((sid) => !differing.includes(sid))).toEqual([]);
});

test('every scope is used', () => {
  const { scopes } = read('scopes.json');
  const statements: StatementData[] = documents.flatMap((file) => read(file).statements ?? []);
  const text = JSON.stringify(statements.map(({ resources, conditions, conditionsWhenNamed, forEach }) =>
    [resources, conditions, conditionsWhenNamed, forEach && `{${forEach}}`]));
  expect(Object.keys(scopes).filter((scope) => !text.includes(`{${scope}}`))).toEqual([]);
});
