import { existsSync, readFileSync, statSync } from 'fs';
import { dirname, join, normalize, posix } from 'path';
import { PAGES, readPage } from './markdown-files';
import { anchorOf } from '../../tools/generate/permissions-page/markdown';

const ROOT = join(__dirname, '../..');
const { files, homepage } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const REPOSITORY = homepage.replace('#readme', '');
const OWN_FILE = new RegExp(`^(${REPOSITORY}/blob|${REPOSITORY.replace('github.com', 'raw.githubusercontent.com')})/main/`);

/** The anchors of a page's headings on GitHub. */
function anchorsOf(page: string): string[] {
  const prose = readPage(page).replace(/^```[^]*?^```$/gm, '');
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));
}

const linksOf = (text: string) => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);

/** A link to a file of this repository as a path from its root, any other link as it is. */
const localTarget = (target: string) => target.replace(OWN_FILE, '/');

/** The links to a missing file or heading. */
function brokenLinks(page: string): string[] {
  return linksOf(readPage(page)).map(localTarget).filter((target) => !/^https?:/.test(target)).filter((target) => {
    const [link, anchor] = target.split('#');
    const path = link.startsWith('/') ? posix.relative(dirname(page), link.slice(1)) : link;
    const file = path === '' ? page : normalize(join(dirname(page), path));
    return !existsSync(join(ROOT, file))
      || (anchor !== undefined && (!file.endsWith('.md') || statSync(join(ROOT, file)).isDirectory() || !anchorsOf(file).includes(anchor)));
  });
}

test.each(PAGES)('%s has no broken link', (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

test('checks the links to files of the repository, with and without its address', () => {
  expect(localTarget(`${REPOSITORY}/blob/main/docs/guide.md#features`)).toBe('/docs/guide.md#features');
  expect(linksOf(readPage('README.md')).filter((target) => OWN_FILE.test(target)).length).toBeGreaterThan(15);
});

describe('the packed pages', () => {
  const packed = ['README.md', ...files.filter((file: string) => file.endsWith('.md')), 'policies/README.md'];

  // npm and PyPI show a page without the repository around it.
  test.each(packed)('%s has only absolute links', (page) => {
    expect(linksOf(readPage(page)).filter((target) => !/^(https:|#)/.test(target))).toEqual([]);
  });

  test.each(packed)('%s has no broken link', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });
});

test('gives every heading of docs/permissions.md its own anchor', () => {
  const anchors = anchorsOf('docs/permissions.md');
  expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
});

test.each([
  ['Connecting to HyperPod', 'connecting-to-hyperpod'],
  ['TRAINING: feature MODEL_REGISTRY', 'training-feature-model_registry'],
  ['Passing roles (`iam:PassRole`)', 'passing-roles-iampassrole'],
])('gives the heading "%s" the anchor %s', (heading, anchor) => {
  expect(anchorOf(heading)).toBe(anchor);
});
