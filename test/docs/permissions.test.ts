import { readPage } from './markdown-files';
import { callerData, callers, RoleTypeData, roleTypeData, roleTypes } from '../../src/core/grant/data/policy-data';
import { accessLevelsOf } from '../../tools/generate/permissions-page/access-levels';
import { permissionsPage } from '../../tools/generate/permissions-page/permissions-page';
import { roleDiagram } from '../../tools/generate/permissions-page/role-diagram';
import { statementText } from '../../tools/generate/permissions-page/statement-text';

const committed = readPage('docs/permissions.md');

test('the page matches the policy files', async () => {
  // A diff of two pages with 2,000 lines wouldn't help.
  const stale = await permissionsPage() === committed ? undefined : 'docs/permissions.md is stale: run `npx projen permissions-page` and commit it';
  expect(stale).toBeUndefined();
});

test('the page has every statement with its reason', () => {
  const all = [...roleTypes().map(roleTypeData), ...callers().map(callerData)].flatMap(({ statements }) => statements);
  expect(all.length).toBeGreaterThan(100);
  for (const { sid, why } of all) {
    expect(committed).toContain(`**\`${sid}\`** ${why}\n`);
  }
  expect(committed.match(/^\*\*`[A-Z]\w+`\*\* /gm)).toHaveLength(all.length);
});

test('the page has every condition on jobs, with its actions', () => {
  expect(committed).toContain([
    '**`maxRuntime`** demands that every job has a limit of its run time, and at most this one.',
    '',
    '- Condition: `sagemaker:MaxRuntimeInSeconds` `NumericLessThanEquals` `{maxRuntime}`',
    '- On: `sagemaker:CreateTrainingJob`, `sagemaker:CreateHyperParameterTuningJob`, `sagemaker:CreateProcessingJob`, ',
  ].join('\n'));
  expect(committed).toContain('- In the request (`aws:RequestTag`): `sagemaker:CreateTrainingJob`, ');
});

describe('a statement', () => {
  test('shows its actions by access level, its resources, conditions and sources', async () => {
    const levels = await accessLevelsOf(['kms:CreateGrant', 'kms:DescribeKey']);
    expect(statementText({
      sid: 'GrantKeys',
      actions: ['kms:CreateGrant', 'kms:DescribeKey'],
      resources: ['{keys}', '{role}', '*', 'arn:{partition}:kms:{region}:{account}:alias/*'],
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' }, StringEquals: { 'aws:SourceAccount': ['1', '2'] } },
      conditionsWhenNamed: { keysViaServiceOnly: { StringLike: { 'kms:ViaService': 's3.*' } } },
      onlyWhenNamed: 'encryptionKeys',
      group: 'Keys',
      why: 'Lends the key to the volume.',
      source: ['https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-pass-role', 'SageMaker Python SDK v3: role X'],
    }, levels)).toBe([
      '**`GrantKeys`** Lends the key to the volume.',
      '',
      '- Read: `kms:DescribeKey`',
      '- Permissions management: `kms:CreateGrant`',
      '- On [`{keys}`](#scope-keys), the role itself, `*`: every resource, `arn:{partition}:kms:{region}:{account}:alias/*`',
      '- If `kms:GrantIsForAWSResource` `Bool` `true` and `aws:SourceAccount` `StringEquals` `1` or `2`',
      '- With `keysViaServiceOnly`, only if `kms:ViaService` `StringLike` `s3.*`',
      '- Only if you set `encryptionKeys`',
      '- Merged into the statement `Keys` if that saves a policy',
      '- Source: [sagemaker-roles, pass-role](https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-pass-role)'
      + ' · SageMaker Python SDK v3: role X',
    ].join('\n'));
  });

  test('rejects an action that the authorization reference does not know', async () => {
    await expect(accessLevelsOf(['s3:Paint'])).rejects.toThrow();
  });
});

describe('a diagram', () => {
  const statement = { why: '', source: [] };
  const data: RoleTypeData = {
    roleType: 'pipeline',
    summary: '',
    trust: [
      { service: 'sagemaker.amazonaws.com', ...statement },
      { service: 'scheduler.amazonaws.com', feature: 'schedules', ...statement },
    ],
    features: { models: { default: true, summary: '' }, schedules: { default: false, summary: '' } },
    statements: [
      { ...statement, sid: 'A', actions: ['s3:GetObject', 's3:PutObject'], resources: ['*', '{readWriteObjects}'] },
      { ...statement, sid: 'B', actions: ['s3:GetObject'], resources: ['{readOnlyObjects}', 'arn:{partition}:logs:{region}:{account}:log-group:/a/*'] },
      { ...statement, sid: 'C', feature: 'models', actions: ['sagemaker:CreateModel'], resources: ['arn:{partition}:sagemaker:{region}:{account}:model/*', '{role}'] },
      { ...statement, sid: 'D', feature: 'schedules', actions: ['sagemaker:X', 'sagemaker:Y'], resources: ['arn:{partition}:sagemaker:{region}:{account}:pipeline/*'] },
    ],
  };

  test('leads from the trusted services over the features to the resources, with dashed arrows for features that are off by default', () => {
    expect(roleDiagram(data).split('\n')).toEqual([
      '```mermaid',
      'flowchart LR',
      '  role(("PIPELINE"))',
      '  service0(["sagemaker.amazonaws.com"]) --> role',
      '  service1(["scheduler.amazonaws.com<br/>with SCHEDULES"]) -.-> role',
      '  role --> minimum["every role of the type<br/>2 actions"]',
      '  minimum --> minimum_scopes("buckets<br/>logs: /a/*<br/>any resource")',
      '  role --> models["MODELS<br/>1 action"]',
      '  models --> models_scopes("the role itself<br/>sagemaker: model")',
      '  role -.-> schedules["SCHEDULES<br/>2 actions"]',
      '  schedules -.-> schedules_scopes("sagemaker: pipeline")',
      '```',
    ]);
  });

  test.each(roleTypes())('for %s has few enough boxes to read', (roleType) => {
    expect(roleDiagram(roleTypeData(roleType)).split('\n').length).toBeLessThanOrEqual(49);
  });
});
