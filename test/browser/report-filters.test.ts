import { Page } from 'playwright-core';
import { TEAM } from './models/team';
import { openPage, useBrowser } from './open-page';
import { renderPage } from '../../src/cli/report/page/render-page';

useBrowser();

let page: Page;
beforeAll(async () => {
  ({ page } = await openPage(renderPage(TEAM)));
});
beforeEach(() => page.getByRole('button', { name: 'Clear filters' }).click());

/** The visible roles and statements, and the announced count. */
async function shown(): Promise<{ roles: string[]; rows: string[]; statements: string[]; count: string }> {
  const texts = async (selector: string) => (await page.locator(selector).filter({ visible: true }).allTextContents()).map((text) => text.trim());
  // The page updates the count after a pause.
  await page.waitForTimeout(300);
  return {
    roles: await texts('article h3'),
    rows: await texts('tbody th a'),
    statements: await texts('summary .name'),
    count: (await texts('[role=status]')).join(),
  };
}

test('shows everything without a filter', async () => {
  expect(await shown()).toEqual({
    roles: ['Workloads/TrainingRole changed', 'notebook-role', 'AlmostAdministrator added', 'Workloads/ServingRole removed'],
    // Changed roles come first, ordered by their actions. Removed roles follow.
    rows: ['AlmostAdministrator', 'Workloads/TrainingRole', 'Workloads/ServingRole', 'notebook-role'],
    statements: ['ReadTrainingData', 'WriteModels', 'Keys', 'Logs', 'OldQueue', 'no Sid', 'Deny NeverThis', 'AllButIdentity', 'ReadModels'],
    count: '4 roles, 9 statements',
  });
});

test.each([
  ['a part of a name', 'notebook', ['notebook-role']],
  ['a name in capitals', 'NOTEBOOK', ['notebook-role']],
  ['a role type', 'serving', ['Workloads/ServingRole']],
  ['a stack', 'legacy', ['AlmostAdministrator', 'notebook-role']],
  ['a logical id', '6f5f7e5c', ['Workloads/TrainingRole']],
  ['two words', 'workloads training', ['Workloads/TrainingRole']],
])('finds a role by %s', async (_, words, rows) => {
  await page.getByLabel('Role', { exact: true }).fill(words);

  expect((await shown()).rows).toEqual(rows);
});

test('filters the statements of a service, including statements with every service', async () => {
  await page.getByLabel('Service').selectOption('kms');

  expect(await shown()).toMatchObject({
    rows: ['AlmostAdministrator', 'Workloads/TrainingRole'],
    statements: ['Keys', 'AllButIdentity'],
    count: '2 of 4 roles, 2 of 9 statements',
  });
  expect(await page.locator('#role-0 h4').textContent()).toBe('5 statements 1 shown');
});

test('offers the services of all statements in alphabetical order', async () => {
  expect(await page.locator('#service option').allTextContents())
    .toEqual(['Any', 'cloudwatch', 'ecr', 'kms', 'logs', 's3', 'sagemaker', 'sqs']);
});

test('filters the statements of an access level', async () => {
  await page.getByLabel('Access level').selectOption('Permissions management');

  expect(await shown()).toMatchObject({ statements: ['no Sid', 'AllButIdentity'], count: '2 of 4 roles, 2 of 9 statements' });
});

test('combines service and access level for the same actions', async () => {
  await page.getByLabel('Service').selectOption('ecr');
  await page.getByLabel('Access level').selectOption('Write');
  expect((await shown()).statements).toEqual(['AllButIdentity']);

  await page.getByLabel('Access level').selectOption('Read');
  expect((await shown()).statements).toEqual(['Logs', 'AllButIdentity']);
});

test('filters changes: all statements of an added or removed role, and the changed statements of others', async () => {
  await page.getByLabel('Only changes').check();

  expect(await shown()).toMatchObject({
    rows: ['AlmostAdministrator', 'Workloads/TrainingRole', 'Workloads/ServingRole'],
    statements: ['WriteModels', 'Keys', 'OldQueue', 'AllButIdentity', 'ReadModels'],
    count: '3 of 4 roles, 5 of 9 statements',
  });
});

test('combines all filters', async () => {
  await page.getByLabel('Role', { exact: true }).fill('workloads');
  await page.getByLabel('Service').selectOption('s3');
  await page.getByLabel('Access level').selectOption('Write');
  await page.getByLabel('Only changes').check();

  expect(await shown()).toMatchObject({ rows: ['Workloads/TrainingRole'], statements: ['WriteModels'], count: '1 of 4 roles, 1 of 9 statements' });
});

test('says that no role matches, and shows everything after clearing the filters', async () => {
  await page.getByLabel('Role', { exact: true }).fill('no-such-role');

  expect(await shown()).toEqual({ roles: [], rows: [], statements: [], count: 'No role matches' });
  expect(await page.getByText('No role matches the filters.').isVisible()).toBe(true);

  await page.getByRole('button', { name: 'Clear filters' }).click();
  expect((await shown()).count).toBe('4 roles, 9 statements');
  expect(await page.getByText('No role matches the filters.').isVisible()).toBe(false);
});

test('has no filter for changes without a comparison', async () => {
  const { page: plain, incidents } = await openPage(renderPage({ ...TEAM, compared: false }));

  expect(await plain.getByLabel('Only changes').count()).toBe(0);
  await plain.getByLabel('Role', { exact: true }).fill('notebook');
  expect(await plain.getByRole('article').filter({ visible: true }).count()).toBe(1);
  expect(incidents).toEqual([]);
});

test('says that there is no role, without filters', async () => {
  const { page: empty, incidents } = await openPage(renderPage({ ...TEAM, roles: [] }));

  expect(await empty.getByText('These templates have no such role.').isVisible()).toBe(true);
  expect(await empty.getByRole('search').count()).toBe(0);
  expect(incidents).toEqual([]);
});

test('opens and closes all statements with one button', async () => {
  await page.getByRole('button', { name: 'Open all statements' }).click();
  expect(await page.locator('details[open]').count()).toBe(9);

  await page.getByRole('button', { name: 'Close all statements' }).click();
  expect(await page.locator('details[open]').count()).toBe(0);
});

test('matches an unknown action with any level, and never filters a permissions boundary', async () => {
  const [role] = TEAM.roles;
  const statement = { ...role.statements[0], services: [{ service: '*', actionCount: 1, accessLevels: [], actions: ['${Actions}'] }] };
  const [reads, writes] = role.statements;
  const changed = { ...role, statements: [reads, writes, statement], boundaryStatements: [reads] };
  const unknown = await openPage(renderPage({ ...TEAM, roles: [changed] }));
  await unknown.page.getByLabel('Access level').selectOption('Write');

  expect(await unknown.page.locator('article > details').filter({ visible: true }).count()).toBe(2);
  expect(await unknown.page.locator('article > div > details').filter({ visible: true }).count()).toBe(1);
});
