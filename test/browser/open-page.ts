import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../testing/browser/chromium';

/** A page that is opened from a file, with a record of its events. */
export interface OpenPage {
  readonly page: Page;
  /** The addresses that the page requests, except its own. */
  readonly requests: string[];
  /** Dialogs, errors, messages on the console, and violations of the page's policy. */
  readonly incidents: string[];
}

let browser: Browser;
let folder: string;

/** Starts a browser for the tests of a file. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await launchChromium();
    folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });
}

let pages = 0;

export async function openPage(markup: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const file = join(folder, `${pages++}.html`);
  writeFileSync(file, markup);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  const requests: string[] = [];
  const incidents: string[] = [];
  context.on('request', (request) => request.url() === address || requests.push(request.url()));
  context.on('page', (opened) => incidents.push(`another page: ${opened.url()}`));
  page.on('dialog', (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => incidents.push(`error: ${error.message}`));
  page.on('console', (message) => incidents.push(`console: ${message.text()}`));
  page.on('framenavigated', (frame) => frame.url().split('#')[0] === address || incidents.push(`navigated: ${frame.url()}`));
  await page.goto(address);
  return { page, requests, incidents };
}
