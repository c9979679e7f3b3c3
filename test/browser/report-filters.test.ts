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

/** The roles and statements that can be seen, and the count that is announced. */
async function shown(): Promise<{ roles: string[]; rows: string[]; statements: string[]; count: string }> {
  const texts = async (selector: string) => (await page.locator(selector).filter({ visible: true }).allTextContents()).map((text) => text.trim());
  // The count follows when typing has paused.
  await page.waitForTimeout(300);
  return {
    roles: await texts('article h3'),
    rows: await texts('tbody th a'),
    statements: await texts('summary .name'),
    count: (await texts('[role=status]')).join(),
  };
}

test('without a filter everything is there', async () => {
  expect(await shown()).toEqual({
    roles: ['Workloads/TrainingRole changed', 'notebook-role', 'AlmostAdministrator added', 'Workloads/ServingRole removed'],
    // What has changed comes first, with the most actions before the fewest, and with what is gone at the end.
    rows: ['AlmostAdministrator', 'Workloads/TrainingRole', 'Workloads/ServingRole', 'notebook-role'],
    statements: ['ReadTrainingData', 'WriteModels', 'Keys', 'Logs', 'OldQueue', 'without a Sid', 'Deny NeverThis', 'AllButIdentity', 'ReadModels'],
    count: '4 roles, 9 statements',
  });
});

test.each([
  ['a part of a name', 'notebook', ['notebook-role']],
  ['in any case', 'NOTEBOOK', ['notebook-role']],
  ['a role type', 'serving', ['Workloads/ServingRole']],
  ['a stack', 'legacy', ['AlmostAdministrator', 'notebook-role']],
  ['a logical id', '6f5f7e5c', ['Workloads/TrainingRole']],
  ['two words, both of which must be there', 'workloads training', ['Workloads/TrainingRole']],
])('a role is found by %s', async (_, words, rows) => {
  await page.getByLabel('Role', { exact: true }).fill(words);

  expect((await shown()).rows).toEqual(rows);
});

test('a service leaves the statements that use it, and those that use every service', async () => {
  await page.getByLabel('Service').selectOption('kms');

  expect(await shown()).toMatchObject({
    rows: ['AlmostAdministrator', 'Workloads/TrainingRole'],
    statements: ['Keys', 'AllButIdentity'],
    count: '2 of 4 roles, 2 of 9 statements',
  });
  expect(await page.locator('#role-0 h4').textContent()).toBe('5 statements 1 shown');
});

test('every service of the statements can be chosen, in the order of the alphabet', async () => {
  expect(await page.locator('#service option').allTextContents())
    .toEqual(['Any', 'cloudwatch', 'ecr', 'kms', 'logs', 's3', 'sagemaker', 'sqs']);
});

test('an access level leaves the statements that have it', async () => {
  await page.getByLabel('Access level').selectOption('Permissions management');

  expect(await shown()).toMatchObject({ statements: ['without a Sid', 'AllButIdentity'], count: '2 of 4 roles, 2 of 9 statements' });
});

test('a service and an access level are asked of the same actions: ECR is read here, CloudWatch written', async () => {
  await page.getByLabel('Service').selectOption('ecr');
  await page.getByLabel('Access level').selectOption('Write');
  expect((await shown()).statements).toEqual(['AllButIdentity']);

  await page.getByLabel('Access level').selectOption('Read');
  expect((await shown()).statements).toEqual(['Logs', 'AllButIdentity']);
});

test('only changes: a role that came or went changes as a whole, of another the statements that did', async () => {
  await page.getByLabel('Only changes').check();

  expect(await shown()).toMatchObject({
    rows: ['AlmostAdministrator', 'Workloads/TrainingRole', 'Workloads/ServingRole'],
    statements: ['WriteModels', 'Keys', 'OldQueue', 'AllButIdentity', 'ReadModels'],
    count: '3 of 4 roles, 5 of 9 statements',
  });
});

test('all filters together', async () => {
  await page.getByLabel('Role', { exact: true }).fill('workloads');
  await page.getByLabel('Service').selectOption('s3');
  await page.getByLabel('Access level').selectOption('Write');
  await page.getByLabel('Only changes').check();

  expect(await shown()).toMatchObject({ rows: ['Workloads/TrainingRole'], statements: ['WriteModels'], count: '1 of 4 roles, 1 of 9 statements' });
});

test('nothing found is said, and clearing the filters brings everything back', async () => {
  await page.getByLabel('Role', { exact: true }).fill('nobody');

  expect(await shown()).toEqual({ roles: [], rows: [], statements: [], count: 'No role matches' });
  expect(await page.getByText('No role matches the filters.').isVisible()).toBe(true);

  await page.getByRole('button', { name: 'Clear filters' }).click();
  expect((await shown()).count).toBe('4 roles, 9 statements');
  expect(await page.getByText('No role matches the filters.').isVisible()).toBe(false);
});

test('a report without a comparison has no filter for changes', async () => {
  const { page: plain, incidents } = await openPage(renderPage({ ...TEAM, compared: false }));

  expect(await plain.getByLabel('Only changes').count()).toBe(0);
  await plain.getByLabel('Role', { exact: true }).fill('notebook');
  expect(await plain.getByRole('article').filter({ visible: true }).count()).toBe(1);
  expect(incidents).toEqual([]);
});

test('a report without a role says so, and has nothing to filter', async () => {
  const { page: empty, incidents } = await openPage(renderPage({ ...TEAM, roles: [] }));

  expect(await empty.getByText('There is no such role in what was read.').isVisible()).toBe(true);
  expect(await empty.getByRole('search').count()).toBe(0);
  expect(incidents).toEqual([]);
});

test('one button opens all statements and closes them again', async () => {
  await page.getByRole('button', { name: 'Open all statements' }).click();
  expect(await page.locator('details[open]').count()).toBe(9);

  await page.getByRole('button', { name: 'Close all statements' }).click();
  expect(await page.locator('details[open]').count()).toBe(0);
});

test('an action that is not known may be of any level, and what the boundary says is never filtered', async () => {
  const [role] = TEAM.roles;
  const statement = { ...role.statements[0], services: [{ service: '*', actionCount: 1, accessLevels: [], actions: ['${Actions}'] }] };
  const [reads, writes] = role.statements;
  const changed = { ...role, statements: [reads, writes, statement], boundaryStatements: [reads] };
  const unknown = await openPage(renderPage({ ...TEAM, roles: [changed] }));
  await unknown.page.getByLabel('Access level').selectOption('Write');

  expect(await unknown.page.locator('article > details').filter({ visible: true }).count()).toBe(2);
  expect(await unknown.page.locator('article > div > details').filter({ visible: true }).count()).toBe(1);
});
