import { findings } from './axe-findings';
import { reportOf } from './models/hostile';
import { TEAM } from './models/team';
import { openPage, useBrowser } from './open-page';
import { renderPage } from '../../src/cli/report/page/render-page';

useBrowser();

/** A view that is high enough for the whole page. */
const WIDE = { width: 1280, height: 8000 };
const PHONE = { width: 360, height: 12_000 };

describe.each([['wide', WIDE], ['as wide as a phone', PHONE]])('%s', (_, viewport) => {
  test.each(['light', 'dark'] as const)('axe finds nothing in the %s scheme: closed, open, filtered, and empty', async (colorScheme) => {
    const { page } = await openPage(renderPage(TEAM), { viewport, colorScheme });
    expect(await findings(page)).toEqual([]);

    await page.getByRole('button', { name: 'Open all statements' }).click();
    expect(await findings(page)).toEqual([]);

    await page.getByLabel('Service').selectOption('s3');
    await page.getByLabel('Only changes').check();
    expect(await findings(page)).toEqual([]);

    await page.getByLabel('Role', { exact: true }).fill('no-such-role');
    await page.waitForTimeout(300);
    expect(await findings(page)).toEqual([]);
  });
});

test('axe finds errors on this page', async () => {
  const { page } = await openPage(renderPage(TEAM).replace('</main>', '<img alt><ul><p>no item</p></ul><input></main>'), { viewport: WIDE });

  expect((await findings(page)).map((finding) => finding.split(':')[0]).sort()).toEqual(['label', 'list']);
});

describe('on a phone', () => {
  const LONG = `arn:aws:s3:::${'bucket-with-a-name-that-does-not-end'.repeat(8)}`;

  test.each([['a team', TEAM], ['very long names', reportOf(LONG)]])('the page of %s fits the screen', async (_, report) => {
    const { page } = await openPage(renderPage(report), { viewport: PHONE });
    await page.getByRole('button', { name: 'Open all statements' }).click();

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const beyond = `Array.from(document.querySelectorAll('main *:not(.picture *)')).filter((one) => one.getBoundingClientRect().right > 360)
      .map((one) => one.outerHTML.slice(0, 100))`;
    expect(await page.evaluate(beyond)).toEqual([]);
  });

  test('a wide picture scrolls by itself, also with the keyboard', async () => {
    const { page } = await openPage(renderPage(TEAM), { viewport: { width: 360, height: 740 } });
    const picture = page.getByRole('group', { name: 'Picture of Workloads/TrainingRole' });

    await picture.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');

    await page.waitForTimeout(400);
    expect(await picture.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  });
});

describe('with the keyboard', () => {
  test('the focus moves in the order of the page, and is visible', async () => {
    const { page } = await openPage(renderPage({ ...TEAM, roles: TEAM.roles.slice(0, 1) }));
    const reached: string[] = [];
    for (let presses = 0; presses < 10; presses++) {
      await page.keyboard.press('Tab');
      const [name, outline] = await page.evaluate(`(() => {
        const { activeElement: one } = document;
        return [one.id || one.getAttribute('aria-label') || (one.querySelector('.name') ?? one).textContent, getComputedStyle(one).outlineStyle];
      })()`) as [string, string];
      reached.push(name);
      expect(outline).toBe('solid');
    }

    expect(reached).toEqual([
      'Skip to the roles', 'text', 'service', 'level', 'changes', 'clear', 'open', 'Workloads/TrainingRole', 'Picture of Workloads/TrainingRole',
      'ReadTrainingData',
    ]);
  });

  test('a statement opens and closes', async () => {
    const { page } = await openPage(renderPage(TEAM));
    const action = page.getByText('s3:GetBucketLocation');
    await page.locator('summary').first().focus();

    await page.keyboard.press('Enter');
    expect(await action.isVisible()).toBe(true);
    await page.keyboard.press('Space');
    expect(await action.isVisible()).toBe(false);
  });

  test('the link of a role scrolls to it, below the filters', async () => {
    const { page } = await openPage(renderPage(TEAM));
    await page.getByRole('link', { name: 'AlmostAdministrator' }).press('Enter');

    const heading = await page.locator('#title-2').boundingBox();
    const bar = await page.locator('#filters').boundingBox();
    expect(heading!.y).toBeGreaterThan(bar!.y + bar!.height);
    expect(heading!.y).toBeLessThan(900);
  });
});

test('the page has landmarks, and headings of each level', async () => {
  const { page } = await openPage(renderPage(TEAM));

  expect(await page.getByRole('main').count()).toBe(1);
  expect(await page.getByRole('banner').count()).toBe(1);
  expect(await page.getByRole('search', { name: 'Filter roles and statements' }).count()).toBe(1);
  expect(await page.locator('h1, h2, h3, h4').evaluateAll((headings) => headings.map(({ localName }) => localName).join(' ')))
    .toBe('h1 h2 h3 h2 h2 h3 h4 h3 h4 h3 h4 h3 h4');
});

test('a picture has a description', async () => {
  const { page } = await openPage(renderPage(TEAM));

  expect(await page.getByRole('img').first().evaluate((image) => image.querySelector('desc')!.textContent)).toBe([
    'cloudwatch (Write) on any resource', 'ecr (Read) on any resource', 'kms (Write) on ${Key.Arn}',
    's3 (List, Read, Write) on ${Bucket.Arn}, ${Bucket.Arn}/data/*, models-of-the-team-for-sales-forecasts-in-eu-west-1/models/*',
  ].join('; '));
});

test('the page has no transitions with reduced motion', async () => {
  const { page } = await openPage(renderPage(TEAM), { reducedMotion: 'reduce' });

  expect(await page.evaluate('getComputedStyle(document.querySelector("summary"), "::before").transitionDuration')).toBe('0s');
});

test('the printed page has all statements open, and no filters', async () => {
  const { page } = await openPage(renderPage(TEAM), { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });

  expect(await page.getByText('s3:GetBucketLocation').isVisible()).toBe(true);
  expect(await page.getByRole('search').isVisible()).toBe(false);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
});
