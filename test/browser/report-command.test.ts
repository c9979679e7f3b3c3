import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { findings } from './axe-findings';
import { openPage, useBrowser } from './open-page';
import { synthesizeExample } from '../../tools/demo/synthesize-example';

useBrowser();

const ROOT = join(__dirname, '..', '..');
const TEMPLATES = join(ROOT, 'test', 'core', 'review', 'templates');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-command-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The page of the built command. */
function reportOf(...words: string[]): string {
  const file = join(folder, 'report.html');
  execFileSync(process.execPath, [join(ROOT, 'assets', 'cli', 'main.js'), 'report', ...words, '-o', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  return readFileSync(file, 'utf8');
}

function example(): string {
  const file = join(folder, 'Workloads.template.json');
  if (!existsSync(file)) {
    writeFileSync(file, JSON.stringify(synthesizeExample()));
  }
  return file;
}

describe.each<[string, () => string, { titles: string[]; count: string; service: string; found: string }]>([
  ['the example app', example, {
    titles: [
      'Workloads/TrainingRole', 'Workloads/ServingRole', 'Workloads/PipelineRole', 'Workloads/FeatureStoreRole', 'Workloads/BedrockRole',
      'Workloads/HyperPodRole', 'Workloads/EvaluationRole',
    ],
    count: '7 roles, 94 statements',
    service: 'glue',
    found: '1 of 7 roles, 3 of 94 statements',
  }],
  ['a template of notebooks, written by hand', () => join(TEMPLATES, 'notebook-team.json'), {
    titles: ['analytics-notebooks', 'nightly-schedule', 'OpenRole'],
    count: '3 roles, 4 statements',
    service: 'glue',
    found: '1 of 3 roles, 1 of 4 statements',
  }],
  ['a template of a feature platform, written by hand', () => join(TEMPLATES, 'feature-platform.json'), {
    titles: ['${Team}-features-${AWS::Region}', 'PowerRole'],
    count: '2 roles, 10 statements',
    service: 'cloudtrail',
    // Two statements have NotAction without CloudTrail, so they match too.
    found: '2 roles, 3 of 10 statements',
  }],
])('the report of %s', (_, template, { titles, count, service, found }) => {
  test('shows and filters its roles, loads nothing, and axe finds nothing', async () => {
    const { page, requests, incidents } = await openPage(reportOf(template()), { viewport: { width: 1280, height: 12_000 } });

    expect(await page.locator('article h3').allTextContents()).toEqual(titles.map((title) => `${title} `));
    expect(await page.getByRole('status').textContent()).toBe(count);
    await page.getByRole('button', { name: 'Open all statements' }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByLabel('Service').selectOption(service);
    await page.waitForTimeout(300);
    expect(await page.getByRole('status').textContent()).toBe(found);
    expect(requests).toEqual([]);
    expect(incidents).toEqual([]);
  });

  test('fits a phone', async () => {
    const { page } = await openPage(reportOf(template()), { viewport: { width: 360, height: 20_000 } });
    await page.getByRole('button', { name: 'Open all statements' }).click();

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});

test('the command escapes a hostile template', async () => {
  const hostile = '</script><img src=x onerror="window.hostile = 1">';
  const template = JSON.parse(readFileSync(join(TEMPLATES, 'notebook-team.json'), 'utf8'));
  template.Resources.Hostile = {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: hostile,
      Description: hostile,
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      Policies: [{ PolicyName: hostile, PolicyDocument: { Statement: [{ Sid: hostile, Effect: 'Allow', Action: hostile, Resource: hostile }] } }],
    },
  };
  const file = join(folder, 'hostile.json');
  writeFileSync(file, JSON.stringify(template));

  const { page, requests, incidents } = await openPage(reportOf(file));
  const article = page.getByRole('article').filter({ hasText: hostile });

  expect(await article.locator('summary .name').textContent()).toBe(hostile);
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.evaluate('window.hostile')).toBeUndefined();
  expect(requests).toEqual([]);
  expect(incidents).toEqual([]);
});

test('a comparison marks added and removed statements', async () => {
  const template = JSON.parse(readFileSync(example(), 'utf8'));
  const [id, policy] = Object.entries<any>(template.Resources).find(([logicalId]) => logicalId.startsWith('ServingRolePolicy'))!;
  const statements: any[] = policy.Properties.PolicyDocument.Statement;
  const old = { Sid: 'CallOthers', Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: '*' };
  template.Resources[id].Properties.PolicyDocument.Statement = [...statements.filter(({ Sid }) => Sid !== 'NotifyTopics'), old];
  const earlier = join(folder, 'earlier.json');
  writeFileSync(earlier, JSON.stringify(template));

  const { page, incidents } = await openPage(reportOf(example(), '--diff', earlier));
  await page.getByLabel('Only changes').check();

  expect(await page.locator('article h3').filter({ visible: true }).allTextContents()).toEqual(['Workloads/ServingRole changed ']);
  expect(await page.locator('summary').filter({ visible: true }).evaluateAll((all) => all.map((one) => [
    one.querySelector('.name')!.textContent, one.querySelector('.added, .removed, .changed')!.textContent,
  ]))).toEqual([['NotifyTopics', 'added'], ['CallOthers', 'removed']]);
  expect(incidents).toEqual([]);
});
