import { readdirSync } from 'fs';
import Ajv from 'ajv/dist/2020';
import { FOLDER, policyFile, POLICY_FILES, readJson, SHARED_FILES } from './policy-file';
import { SageMakerFeature, SageMakerRoleType } from '../../src';
import type { IncludeData, SharedStatementData, StatementData } from '../../src/core/grant/data/policy-data';

const jsonFiles = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const schemas = jsonFiles.filter((file) => file.endsWith('.schema.json'));
const documents = [...jsonFiles.filter((file) => !schemas.includes(file)), ...SHARED_FILES];
const roleTypes = POLICY_FILES.map(policyFile).filter(({ roleType }) => roleType);

const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
schemas.forEach((file) => ajv.addSchema(readJson(file)));

describe.each(documents)('policies/%s', (file) => {
  test('matches its schema', () => {
    const document = readJson(file);
    const validate = ajv.getSchema(document.$schema.replace(/^\.+\//, ''))!;
    void validate(document);
    expect(validate.errors).toBeNull();
  });

  test('has the name of its role type, caller or subject', () => {
    const { roleType, caller, shared, $schema } = readJson(file);
    const name = roleType ?? caller ?? (shared && `shared/${shared}`) ?? $schema.replace(/^\.\/|\.schema\.json$/g, '');
    expect(`${name}.json`).toEqual(file);
  });
});

describe('the schema rejects', () => {
  const validate = ajv.getSchema('role-type.schema.json')!;
  const bedrock = readJson('bedrock.json');
  const accepts = (statement: object) => validate(JSON.parse(JSON.stringify({ ...bedrock, statements: [statement] })));
  const statement = bedrock.statements.find(({ sid, include }: { sid?: string; include?: string[] }) => sid && !include);
  const include = { include: ['s3.ReadObjects', 's3.WriteObjects'] };

  test.each([
    [{ why: undefined }], [{ source: [] }], [{ source: ['a colleague'] }], [{ actions: ['s3:Get*'] }], [{ sid: 'no spaces' }],
  ])('a statement without a reason or source, with a wildcard in an action or with a bad Sid: %j', (change) => {
    expect(accepts(statement)).toBe(true);
    expect(accepts({ ...statement, ...change })).toBe(false);
  });

  test.each([
    [{ include: [] }], [{ include: ['ReadObjects'] }], [{ actions: ['s3:GetObject'] }], [{ resources: ['*'] }],
    [{ why: 'One reason for two statements.' }], [{ sid: 'OneSidForTwo' }],
  ])('an include that names nothing, changes what a statement grants, or gives two statements one reason or Sid: %j', (change) => {
    expect(accepts(include)).toBe(true);
    expect(accepts({ ...include, ...change })).toBe(false);
  });
});

describe('shared statements', () => {
  const includes = POLICY_FILES.flatMap((file) => readJson(`${file}.json`).statements as (StatementData | IncludeData)[])
    .flatMap((entry) => 'include' in entry ? entry.include : []);
  const shared = SHARED_FILES.flatMap((file) => Object.entries(readJson(file).statements as Record<string, SharedStatementData>)
    .map(([name, statement]) => ({ name: `${readJson(file).shared}.${name}`, statement })));

  test('are included more than once, by their names', () => {
    const names = shared.map(({ name }) => name);
    expect(includes.filter((name) => !names.includes(name))).toEqual([]);
    expect(names.filter((name) => includes.filter((included) => included === name).length < 2)).toEqual([]);
  });

  test('leave no statement written twice', () => {
    const own = POLICY_FILES.flatMap((file) => (readJson(`${file}.json`).statements as (StatementData | IncludeData)[])
      .flatMap((entry) => 'include' in entry ? [] : [{ name: `${file}: ${entry.sid}`, statement: entry }]));
    const byBody = new Map<string, string[]>();
    for (const { name, statement } of [...own, ...shared]) {
      byBody.set(bodyOf(statement), [...byBody.get(bodyOf(statement)) ?? [], name]);
    }
    expect([...byBody.values()].filter((names) => names.length > 1)).toEqual([]);
  });

  test('have a source wherever they are included', () => {
    const unsourced = POLICY_FILES.flatMap((file) => policyFile(file).statements.filter(({ source }) => source.length === 0).map(({ sid }) => `${file}: ${sid}`));
    expect(unsourced).toEqual([]);
  });
});

/** The part of a statement that grants, in a fixed order. */
function bodyOf(
  { actions, resources, conditions, conditionsWhenNamed, onlyWhenNamed, onlyWhenOmitted, forEach, switch: property }: SharedStatementData,
): string {
  return JSON.stringify(sorted({
    actions: [...actions].sort(),
    resources: [...resources].sort(),
    conditions,
    conditionsWhenNamed,
    onlyWhenNamed,
    onlyWhenOmitted,
    forEach,
    property,
  }));
}

function sorted(value: unknown): unknown {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1).map(([key, member]) => [key, sorted(member)]))
    : value;
}

test('each role type of the API has a file', () => {
  expect(roleTypes.map(({ roleType }) => roleType).sort()).toEqual(Object.values(SageMakerRoleType).sort());
});

test('the API has the features of the files', () => {
  const features = new Set(roleTypes.flatMap((data) => Object.keys(data.features)));
  expect([...features].sort()).toEqual(Object.values(SageMakerFeature).sort());
});

describe.each(roleTypes.map((data) => [data.roleType, data] as const))('%s', (_, data) => {
  const parts = [...data.statements, ...data.trust, ...data.trust.flatMap(({ alsoActions = [] }) => alsoActions)];
  const used = parts.flatMap(({ feature }) => feature ?? []);

  test('each feature has a statement, a trusted service or one of its actions, and each statement has a known feature', () => {
    expect([...new Set(used)].sort()).toEqual(Object.keys(data.features).sort());
  });

  test('each statement has its own Sid', () => {
    const sids = data.statements.map(({ sid }) => sid);
    expect(sids).toEqual([...new Set(sids)]);
  });

  test('the documented minimum trusts a service and grants an action', () => {
    expect(data.trust.some(({ feature }) => !feature)).toBe(true);
    expect(data.statements.some(({ feature }) => !feature)).toBe(true);
  });

  test('a scope with conditionsWhenOmitted is the only resource of its statement', () => {
    const { scopes } = readJson('scopes.json');
    const conditioned = data.statements.filter(({ resources }) =>
      resources.some((resource) => scopes[resource.slice(1, -1)]?.conditionsWhenOmitted));
    expect(conditioned.filter(({ resources }) => resources.length > 1)).toEqual([]);
  });
});

test('statements with the same Sid grant the same, except for the ones that are listed here', () => {
  // The role types need different actions or resources for the same purpose.
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
  const { scopes } = readJson('scopes.json');
  const statements = POLICY_FILES.flatMap((file) => policyFile(file).statements);
  const text = JSON.stringify(statements.map(({ resources, conditions, conditionsWhenNamed, forEach }) =>
    [resources, conditions, conditionsWhenNamed, forEach && `{${forEach}}`]));
  expect(Object.keys(scopes).filter((scope) => !text.includes(`{${scope}}`))).toEqual([]);
});
