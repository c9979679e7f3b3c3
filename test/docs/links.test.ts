import { existsSync, statSync } from 'fs';
import { dirname, join, normalize } from 'path';
import { PAGES, readPage } from './markdown-files';
import { anchorOf } from '../../tools/generate/permissions-page/markdown';

const ROOT = join(__dirname, '../..');

/** The anchors of a page's headings on GitHub. */
function anchorsOf(page: string): string[] {
  const prose = readPage(page).replace(/^```[^]*?^```$/gm, '');
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));
}

/** The links to a missing file or heading. */
function brokenLinks(page: string): string[] {
  return [...readPage(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target).filter((target) => !/^https?:/.test(target)).filter((target) => {
    const [path, anchor] = target.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), path));
    return !existsSync(join(ROOT, file))
      || (anchor !== undefined && (!file.endsWith('.md') || statSync(join(ROOT, file)).isDirectory() || !anchorsOf(file).includes(anchor)));
  });
}

test.each(PAGES)('%s has no broken link', (page) => {
  expect(brokenLinks(page)).toEqual([]);
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
