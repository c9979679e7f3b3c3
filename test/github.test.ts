import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { SageMakerRoleType } from '../src';

const FOLDER = join(__dirname, '../.github');
const filesOf = (folder: string) => readdirSync(join(FOLDER, folder)).filter((file) => file.endsWith('.yml'));
const read = (...path: string[]) => readFileSync(join(FOLDER, ...path), 'utf8');
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);

// `npm run supply-chain` runs actionlint, which knows nothing of these rules.
describe.each(filesOf('workflows'))('the workflow %s', (file) => {
  const text = read('workflows', file);

  test('pins every action by its commit, and names the version', () => {
    const actions = matches(text, /uses: *(.*)$/gm);
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  test('may only read by default, and keeps no token in the checkout', () => {
    expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)$/m);
    expect(matches(text, /(persist-credentials: false)/g)).toHaveLength(matches(text, /(actions\/checkout@)/g).length);
  });
});

test('the release publishes the packages that npm run release makes, with the secrets that CONTRIBUTING.md lists', () => {
  const text = read('workflows', 'release.yml');
  const release = read('..', 'tools', 'release', 'dist.ts');
  const folders = matches(text, /publib-\w+ dist\/(\w+)/g);
  expect(folders).toEqual(['js', 'python', 'java', 'go']);
  expect(folders.filter((folder) => !release.includes(`'${folder}/`) && !release.includes(`\`${folder}/`))).toEqual([]);
  expect(matches(text, /dist\/(\w+\.(?:txt|md)|SHA256SUMS)/g).filter((file) => !release.includes(`'${file}'`))).toEqual([]);
  expect(matches(text, /secrets\.(\w+)/g).filter((secret) => !read('..', 'CONTRIBUTING.md').includes(`\`${secret}\``))).toEqual([]);
});

describe('the issue forms', () => {
  test.each(['missing-permission.yml', 'wide-permission.yml'])('%s offers every role type', (file) => {
    const [options] = matches(read('ISSUE_TEMPLATE', file), /label: Role type\n +options: \[([^\]]*)\]/g);
    expect(options.split(/,\s+/)).toEqual(Object.keys(SageMakerRoleType));
  });

  test('a missing permission needs the denied CloudTrail event', () => {
    expect(read('ISSUE_TEMPLATE', 'missing-permission.yml')).toMatch(/label: The denied CloudTrail event\n[^]*?validations:\n +required: true\n +- type/);
  });

  test('every form has a name, a description and a label', () => {
    const forms = filesOf('ISSUE_TEMPLATE').filter((file) => file !== 'config.yml');
    expect(forms).toHaveLength(3);
    expect(forms.filter((file) => !/^name: .+\ndescription: .+\n(title: .+\n)?labels: \[.+\]\nbody:\n/.test(read('ISSUE_TEMPLATE', file)))).toEqual([]);
  });
});
