import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildReport } from '../../../../src/cli/report/build-report';

const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } }] } },
};
const NESTED = (path: string) => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'x' }, Metadata: { 'aws:asset:path': path } });
const assembly = (artifacts: object) => ({ version: '36.0.0', artifacts });
const stack = (templateFile: string) => ({ type: 'aws:cloudformation:stack', properties: { templateFile } });

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'boundary-'));
  folder = join(parent, 'cdk.out');
  mkdirSync(folder);
  write(parent, 'secret.json', { Resources: { Secret: ROLE } });
});
afterEach(() => rmSync(parent, { recursive: true }));

function write(where: string, name: string, content: object): void {
  writeFileSync(join(where, name), JSON.stringify(content));
}

const rolesIn = (...paths: string[]) => buildReport(paths).roles.map(({ title }) => title);

test.each<[string, () => void]>([
  ['a manifest with ..', () => write(folder, 'manifest.json', assembly({ Own: stack('../secret.json') }))],
  ['a manifest with a link', () => {
    symlinkSync(join(parent, 'secret.json'), join(folder, 'own.json'));
    write(folder, 'manifest.json', assembly({ Own: stack('own.json') }));
  }],
  ['a stage with ..', () => {
    write(parent, 'manifest.json', assembly({ Own: stack('secret.json') }));
    write(folder, 'manifest.json', assembly({ Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: '..' } } }));
  }],
  ['a manifest that is a link', () => {
    write(parent, 'manifest.json', assembly({ Own: stack('secret.json') }));
    symlinkSync(join(parent, 'manifest.json'), join(folder, 'manifest.json'));
  }],
])('rejects %s that leads out of the assembly', (_, arrange) => {
  arrange();
  expect(() => rolesIn(folder)).toThrow(/' leads out of the folder that you passed: copy the file into the folder, or pass it$/);
});

test.each<[string, () => void]>([
  ['a link', () => symlinkSync(join(parent, 'secret.json'), join(folder, 'link.json'))],
  ['a nested stack with ..', () => write(folder, 'outer.json', { Resources: { Nested: NESTED('../secret.json') } })],
  ['a nested stack with a link', () => {
    mkdirSync(join(folder, 'below'));
    symlinkSync(join(parent, 'secret.json'), join(folder, 'below', 'inner.json'));
    write(folder, 'outer.json', { Resources: { Nested: NESTED('below/inner.json') } });
  }],
])('omits a template behind %s that leads out of the folder, and says so', (_, arrange) => {
  arrange();
  write(folder, 'own.json', { Resources: { Own: ROLE } });
  const { roles, notes } = buildReport([folder]);
  expect(roles.map(({ title }) => title)).toEqual(['Own']);
  expect(notes).toContainEqual(expect.stringMatching(/^omitted: '.*' leads out of the folder that you passed/));
});

test('reads a folder and a template through links that the user passes, and what stays inside', () => {
  write(folder, 'inner.json', { Resources: { Inner: ROLE } });
  write(folder, 'outer.template.json', { Resources: { Own: ROLE, Nested: NESTED('../cdk.out/inner.json') } });
  write(folder, 'manifest.json', assembly({ Own: stack('outer.template.json') }));
  symlinkSync(folder, join(parent, 'link'));
  symlinkSync(join(folder, 'inner.json'), join(parent, 'link.json'));
  expect(rolesIn(join(parent, 'link'))).toEqual(['Own', 'Inner']);
  expect(rolesIn(join(parent, 'link.json'))).toEqual(['Inner']);
});

test('reads a template of another folder if the user passes it, too', () => {
  write(folder, 'outer.json', { Resources: { Nested: NESTED('../secret.json') } });
  expect(buildReport([folder, join(parent, 'secret.json')]).notes).toEqual([]);
});
