import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildReport } from '../../../../src/cli/report/build-report';

const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } }] } },
};
const NESTED = (path: string) => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'x' }, Metadata: { 'aws:asset:path': path } });
const UPLOADED = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://s3.eu-west-1.amazonaws.com/assets/key.json' } };
const assets = (path: string) => ({ files: { key: { source: { path }, destinations: { current: { objectKey: 'key.json' } } } } });
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
  ['a manifest with a folder that is a link', () => {
    symlinkSync(parent, join(folder, 'below'));
    write(folder, 'manifest.json', assembly({ Own: stack('below/secret.json') }));
  }],
  ['a stage that is a link', () => {
    mkdirSync(join(parent, 'other'));
    write(join(parent, 'other'), 'manifest.json', assembly({ Own: stack('secret.json') }));
    write(join(parent, 'other'), 'secret.json', { Resources: { Secret: ROLE } });
    symlinkSync(join(parent, 'other'), join(folder, 'assembly-Stage'));
    write(folder, 'manifest.json', assembly({ Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } } }));
  }],
  ['a stack of a stage with ..', () => {
    mkdirSync(join(folder, 'assembly-Stage'));
    write(join(folder, 'assembly-Stage'), 'manifest.json', assembly({ Own: stack('../../secret.json') }));
    write(folder, 'manifest.json', assembly({ Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } } }));
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
  ['a folder that is a link', () => {
    symlinkSync(parent, join(folder, 'below'));
    write(folder, 'outer.json', { Resources: { Nested: NESTED('below/secret.json') } });
  }],
  ['an asset with ..', () => {
    write(folder, 'outer.json', { Resources: { Nested: UPLOADED } });
    write(folder, 'outer.assets.json', assets('../secret.json'));
  }],
  ['an asset that is a link', () => {
    symlinkSync(join(parent, 'secret.json'), join(folder, 'asset.template'));
    write(folder, 'outer.json', { Resources: { Nested: UPLOADED } });
    write(folder, 'outer.assets.json', assets('asset.template'));
  }],
  ['an asset list that is a link', () => {
    write(parent, 'foreign.json', assets('inner.txt'));
    write(folder, 'inner.txt', { Resources: { Inner: ROLE } });
    symlinkSync(join(parent, 'foreign.json'), join(folder, 'outer.assets.json'));
    write(folder, 'outer.json', { Resources: { Nested: UPLOADED } });
  }],
])('omits a template behind %s that leads out of the folder, and says so', (_, arrange) => {
  arrange();
  write(folder, 'own.json', { Resources: { Own: ROLE } });
  const { roles, notes } = buildReport([folder]);
  expect(roles.map(({ title }) => title)).toEqual(['Own']);
  expect(notes).toContainEqual(expect.stringMatching(/^omitted: '.*' leads out of the folder that you passed/));
});

describe('an absolute path', () => {
  const secret = () => join(parent, 'secret.json');

  test('in a manifest is a path below the assembly', () => {
    write(folder, 'manifest.json', assembly({ Own: stack(secret()) }));
    expect(() => rolesIn(folder)).toThrow(`cannot read '${join(folder, secret())}' (ENOENT)`);
  });

  test.each<[string, () => void]>([
    ['a nested stack', () => write(folder, 'outer.json', { Resources: { Own: ROLE, Nested: NESTED(secret()) } })],
    ['an asset', () => {
      write(folder, 'outer.json', { Resources: { Own: ROLE, Nested: UPLOADED } });
      write(folder, 'outer.assets.json', assets(secret()));
    }],
  ])('of %s is a path below the folder', (_, arrange) => {
    arrange();
    expect(rolesIn(folder)).toEqual(['Own']);
  });
});

test('reads the template of an asset inside the folder', () => {
  write(folder, 'outer.json', { Resources: { Nested: UPLOADED } });
  write(folder, 'outer.assets.json', assets('inner.txt'));
  write(folder, 'inner.txt', { Resources: { Inner: ROLE } });
  expect(rolesIn(folder)).toEqual(['Inner']);
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
