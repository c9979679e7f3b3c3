import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { FOLDER, POLICY_FILES, readJson, SHARED_FILES } from './policy-file';
import { grants } from '../../src/core/grant/grants';

const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
const [entry, statement, scope, result] = [...readme.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, block]) => JSON.parse(block));

/** The keys that a schema allows, at any depth. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  const { properties } = schema as { properties?: object };
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(keysOf)];
}

const schemas = readdirSync(FOLDER).filter((file) => file.endsWith('.schema.json'));
const keys = [...new Set(schemas.flatMap((file) => keysOf(readJson(file))))].sort();

test.each(keys)('explains the key %s in a table', (key) => {
  expect(readme).toMatch(new RegExp(`^\\|[^|]*\`${key.replace('$', '\\$')}\`[^|]*\\| .+ \\|$`, 'm'));
});

test('explains every placeholder', () => {
  const { scopes } = readJson('scopes.json');
  const declared = Object.values<any>(scopes).map(({ members }) => members.as);
  const text = [...POLICY_FILES.map((file) => `${file}.json`), ...SHARED_FILES, 'scopes.json', 'questions.json'].map((file) => JSON.stringify(readJson(file))).join('');
  const used = [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].filter((name) => !(name in scopes) && !declared.includes(name));
  expect(used).toContain('partition');
  expect(used.filter((name) => !new RegExp(`^\\|[^|]*\`\\{${name}\\}\`[^|]*\\| .+ \\|$`, 'm').test(readme))).toEqual([]);
});

describe('the example', () => {
  test('shows the files as they are', () => {
    expect(readJson('training.json').statements).toContainEqual(entry);
    expect(readJson('shared/s3.json').statements.ListPrefix).toEqual(statement);
    expect(readJson('scopes.json').scopes.listablePrefixes).toEqual(scope);
  });

  test('shows the statement that the role gets', () => {
    const place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
    const buckets = [{ arn: 'arn:aws:s3:::my-data', prefix: 'train/', read: true, write: false, owner: place.account }];
    expect(grants({ roleType: 'training', buckets }, place, 'arn:role').filter(({ sid }) => sid.startsWith('ListPrefix'))
      .map(({ sid, actions, resources, conditions }) => ({ Sid: sid, Effect: 'Allow', Action: actions, Resource: resources, Condition: conditions })))
      .toEqual([result]);
  });

  test('has no such statement in a role that omits the buckets', () => {
    expect(grants({ roleType: 'training' }, { partition: 'aws', region: '*', account: '*' }, '*').map(({ sid }) => sid)).not.toContain('ListPrefix');
  });
});

test('the table of files lists every kind of file', () => {
  for (const file of ['callers/*.json', 'scopes.json', 'buckets.json', 'questions.json', 'training.json', 'shared/*.json', '*.schema.json']) {
    expect(readme).toContain(`\`${file}\``);
  }
});
