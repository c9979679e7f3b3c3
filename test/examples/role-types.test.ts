import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import requests from './role-types.json';
import { synthesize } from './synthesize';
import { decide } from '../../testing/offline-iam/engine';
import { Place, rolesOf, TemplateRole } from '../../testing/offline-iam/template-roles';

const PLACE: Place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const template = JSON.parse(readFileSync(join(synthesize('role-types'), 'RoleTypes.template.json'), 'utf8'));
const roles = new Map(rolesOf(template, PLACE).map((role) => [role.arn.split('/').pop()!, role]));

interface Request {
  readonly action: string;
  readonly resource: string;
  readonly expected: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** The role whose logical ID begins with this id. */
function roleOf(id: string): TemplateRole {
  const found = [...roles].filter(([logicalId]) => new RegExp(`^${id}(Role)?[0-9A-F]{8}$`).test(logicalId));
  expect(found).toHaveLength(1);
  return found[0][1];
}
const logicalIdOf = (id: string) => Object.keys(template.Resources).find((one) => new RegExp(`^${id}[0-9A-F]{8}$`).test(one))!;
const resourceOf = (text: string) => text.replace(/^\{(\w+Role)\}$/, (_, id) => roleOf(id).arn)
  .replace(/^\{Labels\}$/, `arn:aws:sns:${PLACE.region}:${PLACE.account}:${logicalIdOf('Labels')}`)
  // The names of buckets and repositories have small letters.
  .replace(/\{(\w+)\}/g, (_, id) => logicalIdOf(id).toLowerCase());

const rows = Object.entries(requests).flatMap(([id, own]) => own.map((request) => [id, request.action, request.resource, request] as const));

test.each(rows)('%s: %s on %s', async (id, _action, _resource, { action, resource, expected, context }: Request) => {
  expect(await decide(roleOf(id), { action, resource: resourceOf(resource), context })).toBe(expected);
});

test('every execution role of the example has its requests', () => {
  const ids = Object.keys(template.Resources).filter((id) => template.Resources[id].Type === 'AWS::IAM::Role' && /Role[0-9A-F]{8}$/.test(id) && !/Machine/.test(id));
  expect(ids.map((id) => id.slice(0, -8)).sort()).toEqual(Object.keys(requests).filter((id) => id.endsWith('Role')).sort());
});
