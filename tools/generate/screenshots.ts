import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../testing/browser/chromium';
import { synthesizeExample } from '../demo/synthesize-example';
import { earlierState } from './screenshots/earlier-state';

const ROOT = join(__dirname, '..', '..');

/** A screenshot of a report, with its view. */
interface Screenshot extends BrowserContextOptions {
  readonly name: string;
  readonly report: string;
  arrange?(page: Page): Promise<void>;
}

const WIDE = { width: 1200, height: 1180 };

const SCREENSHOTS: readonly Screenshot[] = [
  { name: 'report', report: 'report.html', viewport: WIDE },
  {
    name: 'report-dark',
    report: 'report.html',
    viewport: WIDE,
    colorScheme: 'dark',
    arrange: async (page) => {
      await page.getByLabel('Role', { exact: true }).fill('serving');
      await page.locator('#role-1 summary').first().click();
      await bringToTop(page, '#role-1');
    },
  },
  {
    name: 'report-diff',
    report: 'diff.html',
    viewport: { width: 1200, height: 1740 },
    arrange: async (page) => page.getByLabel('Only changes').check(),
  },
  {
    name: 'report-phone',
    report: 'report.html',
    viewport: { width: 360, height: 1180 },
    arrange: async (page) => {
      await page.locator('#role-1 summary').first().click();
      await bringToTop(page, '#role-1');
    },
  },
];

/** Writes the reports of the example with the command line. */
function writeReports(folder: string): void {
  const template = synthesizeExample();
  writeFileSync(join(folder, 'Workloads.template.json'), JSON.stringify(template));
  writeFileSync(join(folder, 'earlier.json'), JSON.stringify(earlierState(template)));
  const report = (...words: string[]) => execFileSync(process.execPath, [join(ROOT, 'assets/cli/main.js'), 'report', ...words], { cwd: folder });
  report('Workloads.template.json', '-o', 'report.html');
  report('Workloads.template.json', '--diff', 'earlier.json', '-o', 'diff.html');
}

async function bringToTop(page: Page, selector: string): Promise<void> {
  await page.locator(selector).evaluate((element) => element.scrollIntoView());
}

async function takeScreenshots(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
  const browser = await launchChromium();
  try {
    writeReports(folder);
    for (const { name, report, arrange, ...options } of SCREENSHOTS) {
      const page = await browser.newPage({ ...options, reducedMotion: 'reduce' });
      await page.goto(pathToFileURL(join(folder, report)).href);
      await arrange?.(page);
      // The page updates the count, and lays out the visible roles.
      await page.waitForTimeout(500);
      await page.mouse.move(0, 0);
      await page.screenshot({ path: join(ROOT, 'docs', `${name}.png`), caret: 'hide' });
      console.log(`docs/${name}.png`);
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

void takeScreenshots();
