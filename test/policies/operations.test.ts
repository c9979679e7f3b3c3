import { readFileSync } from 'fs';
import { join } from 'path';
import { FOLDER, readJson } from './policy-file';
import { SAGEMAKER, OperationsFile } from '../../src/core/grant/data/operation-data';
import { roleTypeData, roleTypes } from '../../src/core/grant/data/policy-data';
import { featuresThatUse } from '../../src/core/grant/scope/statement-scopes';
import { WORKLOAD_PROPERTIES } from '../../src/core/rules/workload-properties';
import models from '../../tools/verify/operations/api-members.json';
import { ApiMembers, compare, mappedRoles, memberNames } from '../../tools/verify/operations/coverage';
import managed from '../../tools/verify/operations/managed-policies.json';

const file: OperationsFile = readJson('operations.json');
const { members }: ApiMembers = models;
const exists = (roleType: string | undefined) => roleType !== undefined && roleTypes().includes(roleType);
const served = file.operations.filter(({ roleType }) => exists(roleType));
const named = file.operations.flatMap(({ service = SAGEMAKER, roleType, needs = [] }) =>
  needs.flatMap((need) => need.if.map((path) => ({ service, roleType, need, path, name: `${service}:${path}` }))));
const operationsOf = ([service, operations]: [string, object]) => Object.keys(operations).map((operation) => `${service}:${operation}`);
const existing = [...memberNames(members), ...Object.entries(members).flatMap(operationsOf)];

/** Whether the operation changes what another one creates. That one has the same role, and says what the role needs. */
const changes = (member: string) => /:Update/.test(member);

test('every member that takes a role is mapped, and only once', () => {
  expect(compare(file, models)).toEqual({ unmapped: [], gone: [] });
  expect(mappedRoles(file)).toEqual([...new Set(mappedRoles(file))]);
});

test('the API models and the managed policies come from the pinned packages', () => {
  const pins = readFileSync(join(FOLDER, '../tools/verify/e2e/requirements.txt'), 'utf8').replace('[server]', '').trim().split('\n');
  expect([models, managed].map(({ source }) => source.replace(' ', '=='))).toEqual(pins);
});

test('the comparison notices a new member and one that is gone', () => {
  expect(compare(file, { roles: { ...models.roles, sagemaker: { ...models.roles.sagemaker, CreateModel: ['NewRoleArn'] } } })).toEqual({
    unmapped: ['sagemaker:CreateModel.NewRoleArn'], gone: ['sagemaker:CreateModel.ExecutionRoleArn'],
  });
});

test('a role type or feature is planned only until it exists', () => {
  const done = file.planned.filter((planned) => {
    const [roleType, feature] = planned.split('.');
    return exists(roleType) && (feature === undefined || feature in roleTypeData(roleType).features);
  });
  expect(done).toEqual([]);
});

test('every entry names a role type that exists or is planned', () => {
  const used = file.operations.flatMap(({ roleType }) => roleType ?? []);
  expect(used.filter((roleType) => !exists(roleType) && !file.planned.includes(roleType))).toEqual([]);
});

test('every role type is for an operation, unless only the SageMaker Python SDK uses it', () => {
  const mapped = new Set(file.operations.map(({ roleType }) => roleType));
  expect(roleTypes().filter((roleType) => !mapped.has(roleType))).toEqual(['hyperpod', 'model_evaluation']);
});

const rows = served.map((entry) => [Object.keys(entry.roles).join(', '), entry] as const);

test.each(rows)('%s: the role type has the features and the properties', (_, entry) => {
  const data = roleTypeData(entry.roleType!);
  const needs = (entry.needs ?? []).filter(({ feature }) => !file.planned.includes(`${entry.roleType}.${feature}`));
  const features = [...entry.features ?? [], ...needs.flatMap(({ feature }) => feature ?? [])];
  expect(features.filter((feature) => !(feature in data.features))).toEqual([]);
  const unused = needs.filter(({ property, feature }) => property !== undefined && (
    !WORKLOAD_PROPERTIES.some((known) => known.property === property)
    || !featuresThatUse(property, data).some((user) => user === undefined || user === feature || entry.features?.includes(user))));
  expect(unused).toEqual([]);
});

test('every member that a need names exists', () => {
  expect(named.filter(({ name }) => !existing.includes(name)).map(({ name }) => name)).toEqual([]);
});

test('every network and every key of a request calls for a feature or a property, or is listed as unasked', () => {
  const operations = new Set(served.flatMap(({ service = SAGEMAKER, roles }) => operationsOf([service, roles])));
  const kept = memberNames(members).filter((member) => operations.has(member.split('.')[0]) && !changes(member));
  const known = [...named.map(({ name }) => name), ...file.unasked.flatMap((path) => models.services.map((service) => `${service}:${path}`))];
  const planned = new Set(file.operations.filter(({ roleType }) => roleType !== undefined && !exists(roleType))
    .flatMap(({ service = SAGEMAKER, roles }) => operationsOf([service, roles])));
  expect(kept.filter((member) => !known.includes(member) && !planned.has(member.split('.')[0]))).toEqual([]);
});

test('an unasked member exists, and no need names it', () => {
  const all = memberNames(members);
  expect(file.unasked.filter((path) => !all.some((member) => member.endsWith(`:${path}`)))).toEqual([]);
  expect(file.unasked.filter((path) => named.some((need) => need.path === path))).toEqual([]);
});

test('an operation that changes something gets the role of the operation that creates it', () => {
  const typeOf = (service: string, operation: string) => file.operations
    .filter((entry) => (entry.service ?? SAGEMAKER) === service && operation in entry.roles)
    .map(({ roleType, reason }) => roleType ?? reason).sort();
  const pairs = file.operations.flatMap(({ service = SAGEMAKER, roles }) => Object.keys(roles).filter((operation) => operation.startsWith('Update'))
    .map((operation) => [service, operation]));
  expect(pairs.length).toBeGreaterThan(8);
  for (const [service, operation] of pairs) {
    expect([operation, typeOf(service, operation)]).toEqual([operation, typeOf(service, operation.replace('Update', 'Create'))]);
  }
});
