import { Page } from 'playwright-core';
import { HOSTILE_TEXTS, joined, reportOf } from './models/hostile';
import { TEAM } from './models/team';
import { OpenPage, openPage, useBrowser } from './open-page';
import { renderPage } from '../../src/cli/report/page/render-page';

useBrowser();

describe('a page loads nothing', () => {
  test('and violates no policy', async () => {
    const { page, requests, incidents } = await openPage(renderPage(TEAM));
    await page.getByRole('button', { name: 'Open all statements' }).click();
    await page.mouse.wheel(0, 20_000);
    await page.waitForTimeout(200);

    expect(requests).toEqual([]);
    expect(incidents).toEqual([]);
  });

  test('because its policy blocks requests, which these tests would notice', async () => {
    const image = '<img src="http://127.0.0.1:59999/x.png">';
    const free = await openPage(`<!DOCTYPE html><title>free</title>${image}<script>console.log('runs')</script>`);
    const bound = await openPage(renderPage(TEAM).replace('</main>', `${image}<script>window.hostile = 1</script><b style="color:red">x</b></main>`));

    expect(free.requests).toEqual(['http://127.0.0.1:59999/x.png']);
    expect(free.incidents).toContain('console: runs');
    expect(await bound.page.evaluate('window.hostile')).toBeUndefined();
    expect(bound.incidents.filter((incident) => incident.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3);
  });

  test('and works without JavaScript, but without filters', async () => {
    const { page, requests } = await openPage(renderPage(TEAM), { javaScriptEnabled: false });

    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      '1 note', 'Workloads/TrainingRole changed ', 'notebook-role ', 'AlmostAdministrator added ', 'Workloads/ServingRole removed ',
    ]);
    expect(await page.getByRole('search').isVisible()).toBe(false);
    await page.getByText('ReadTrainingData').click();
    expect(await page.getByText('s3:GetBucketLocation').isVisible()).toBe(true);
    expect(requests).toEqual([]);
  });
});

describe('escapes the hostile text', () => {
  /** A role with one statement shows 31 texts: 15 facts, 3 in its picture, 13 in the statement. */
  const PLACES = 31;
  const HARMLESS = 'some quite harmless text';
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await openPage(renderPage(joined([HARMLESS, ...HOSTILE_TEXTS].map(reportOf))));
    await opened.page.getByRole('button', { name: 'Open all statements' }).click();
  });

  test.each(HOSTILE_TEXTS)('%s', async (text) => {
    const { page } = opened;
    const index = HOSTILE_TEXTS.indexOf(text) + 1;
    const article = page.locator(`#role-${index}`);

    expect(await article.getByRole('heading', { level: 3 }).textContent()).toBe(`${text} changed `);
    expect(await article.locator('summary .name').textContent()).toBe(text);
    expect(await article.locator('details dd').allTextContents()).toEqual([
      text + text, text, text, `${text} ${text} ${text} or ${text}`, text, text,
    ]);
    expect((await article.textContent())!.split(text).length - 1).toBe(PLACES);
    expect(await page.locator(`#row-${index}`).getByRole('link').textContent()).toBe(text);
    expect(await page.locator('.notes li').nth(index).textContent()).toBe(text);
    expect(await page.locator('#service option').allTextContents()).toContain(text);
    // AND it adds no element and no attribute
    expect(await structure(page, index)).toEqual(await structure(page, 0));
  });

  test('without links, navigation or events', async () => {
    const { page, requests, incidents } = opened;
    const roles = HOSTILE_TEXTS.length + 1;

    expect(await page.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))))
      .toEqual(['#roles', ...Array.from({ length: roles }, (_, index) => `#role-${index}`)]);
    expect(await page.locator('script, style, meta, base, iframe, img').evaluateAll((all) => all.map(({ localName }) => localName).join(' ')))
      .toBe('meta meta meta meta meta style script');
    expect(await page.evaluate('window.hostile')).toBeUndefined();
    expect(await page.title()).toBe(`Execution roles: ${roles} roles of ${roles} stacks`);
    expect(requests).toEqual([]);
    expect(incidents).toEqual([]);
  });

  test('in the service filter', async () => {
    const { page, incidents } = await openPage(renderPage(reportOf(HOSTILE_TEXTS[0])));

    await page.getByLabel('Service').selectOption(HOSTILE_TEXTS[0]);

    expect(await page.getByRole('article').isVisible()).toBe(true);
    expect(incidents).toEqual([]);
  });

  test('with names for invisible characters and those that change the direction of text', async () => {
    const { page } = await openPage(renderPage(reportOf('a\u202Egnp.b\u2028c\u0000d\u200Be\u2066')));

    expect(await page.locator('summary .name').textContent()).toBe('a[U+202E]gnp.b[U+2028]c[U+0000]d[U+200B]e[U+2066]');
    expect(await page.content()).not.toMatch(/[\u2028\u202e\u2066\u200b]/);
  });
});

/** Every element of a role with the names of its attributes. */
async function structure(page: Page, index: number): Promise<string[]> {
  return page.locator(`#role-${index}, #role-${index} *`)
    .evaluateAll((elements) => elements.map((element) => [element.localName, ...element.getAttributeNames()].join(' ')));
}
