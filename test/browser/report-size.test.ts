import { manyRoles } from './models/many';
import { openPage, useBrowser } from './open-page';
import { renderPage } from '../../src/cli/report/page/render-page';

useBrowser();

test('opens, filters and scrolls a report of 500 roles and 10,000 statements', async () => {
  const { page, incidents } = await openPage(renderPage(manyRoles(500)));
  expect(await page.getByRole('status').textContent()).toBe('500 roles, 10,000 statements');

  const choose = (id: string, value: string) => page.evaluate(`(() => {
    const control = document.getElementById('${id}');
    control.value = '${value}';
    control.dispatchEvent(new Event('input'));
  })()`);
  await choose('service', 'kms');
  await choose('text', 'Team499');
  // On a busy machine, the page updates the count later.
  await page.locator('#count', { hasText: /^1 of 500 roles, 4 of 10,000 statements$/ }).waitFor();

  await page.locator('#clear').click();
  await page.locator('#row-499 a').press('Enter');
  await page.waitForTimeout(300);
  const heading = await page.locator('#title-499').boundingBox();
  expect(heading!.y).toBeGreaterThan(0);
  expect(heading!.y).toBeLessThan(900);
  expect(incidents).toEqual([]);
});

test('lays out a role only when it becomes visible', async () => {
  const { page } = await openPage(renderPage(manyRoles(30)));

  expect(await page.evaluate('document.querySelector("#role-29 h3").checkVisibility({ contentVisibilityAuto: true })')).toBe(false);
  await page.locator('#role-29').scrollIntoViewIfNeeded();
  await page.waitForTimeout(300);
  expect(await page.evaluate('document.querySelector("#role-29 h3").checkVisibility({ contentVisibilityAuto: true })')).toBe(true);
});
