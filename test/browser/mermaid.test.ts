import { join } from 'path';
import { Page } from 'playwright-core';
import { roleTypes } from '../../src/core/grant/data/policy-data';
import { launchChromium } from '../../testing/browser/chromium';
import { codeBlocks, PAGES } from '../docs/markdown-files';

const MERMAID = join(__dirname, '../../node_modules/mermaid/dist/mermaid.min.js');
/** The width of a page on GitHub. */
const COLUMN = 900;

const pictures = PAGES.flatMap((page) => codeBlocks(page, 'mermaid').map((text, index): [string, string] => [`${page}, picture ${index + 1}`, text]));

let browser: Awaited<ReturnType<typeof launchChromium>>;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.setContent(`<div id="column" style="width: ${COLUMN}px"></div>`);
  await page.addScriptTag({ path: MERMAID });
  await page.evaluate('mermaid.initialize({ startOnLoad: false })');
});
afterAll(() => browser?.close());

interface Drawing {
  /** The scale that fits it into the column. */
  readonly scale: number;
  /** The texts of its boxes. */
  readonly labels: string[];
}

/** Runs in the page. TypeScript doesn't know its types. */
const DRAW = `async (source) => {
  const column = document.getElementById('column');
  column.innerHTML = (await mermaid.render('picture', source)).svg;
  const svg = column.querySelector('svg');
  return {
    scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
    labels: [...svg.querySelectorAll('.nodeLabel')].map((label) => label.innerText),
  };
}`;

async function draw(text: string): Promise<Drawing> {
  return page.evaluate(`(${DRAW})(${JSON.stringify(text)})`);
}

test('the docs have pictures of every role type, and of the architecture', () => {
  const count = (file: string) => pictures.filter(([name]) => name.startsWith(file)).length;
  expect(count('docs/permissions.md')).toBe(roleTypes().length);
  expect(count('docs/architecture.md')).toBeGreaterThanOrEqual(1);
});

test.each(pictures)('draws %s, readable in a column of GitHub', async (_, text) => {
  const { scale, labels } = await draw(text);
  expect(labels.length).toBeGreaterThan(3);
  expect(labels).not.toContain('');
  expect(scale).toBeGreaterThanOrEqual(0.75);
});

test('fails for a picture with a syntax error', async () => {
  await expect(draw('flowchart LR\n  a["b" --> c')).rejects.toThrow(/Parse error/);
});
