import { existsSync, statSync } from 'fs';
import { dirname, join, normalize } from 'path';
import { PAGES, readPage } from './markdown-files';
import { anchorOf } from '../../tools/generate/permissions-page/markdown';

const ROOT = join(__dirname, '../..');

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  const prose = readPage(page).replace(/^```[^]*?^```$/gm, '');
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));
}

/** Links to a file or a heading that is not there. */
function brokenLinks(page: string): string[] {
  return [...readPage(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target).filter((target) => !/^https?:/.test(target)).filter((target) => {
    const [path, anchor] = target.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), path));
    return !existsSync(join(ROOT, file))
      || (anchor !== undefined && (!file.endsWith('.md') || statSync(join(ROOT, file)).isDirectory() || !anchorsOf(file).includes(anchor)));
  });
}

test.each(PAGES)('%s links to what is there', (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

test('the page of permissions has no two headings that GitHub would call the same', () => {
  const anchors = anchorsOf('docs/permissions.md');
  expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
});

test.each([
  ['Who connects to HyperPod', 'who-connects-to-hyperpod'],
  ['TRAINING: feature MODEL_REGISTRY', 'training-feature-model_registry'],
  ['`check`, and what it asks', 'check-and-what-it-asks'],
])('the anchor of "%s" is %s', (heading, anchor) => {
  expect(anchorOf(heading)).toBe(anchor);
});
