import { readFileSync } from 'fs';
import { join } from 'path';
import { ACTION_COUNTS } from './action-counts';
import { SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from '../src';
import { roleTypeData } from '../src/core/grant/policy-data';

const ROOT = join(__dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const nameOf = (enumeration: Record<string, string>, value: string) => Object.keys(enumeration).find((key) => enumeration[key] === value)!;

describe.each(Object.values(SageMakerRoleType))('%s', (roleType) => {
  test("the README's table has the features that there are", () => {
    const { features, summary } = roleTypeData(roleType);
    const list = (byDefault: boolean) => Object.entries(features).filter(([, feature]) => feature.default === byDefault)
      .map(([feature]) => `\`${nameOf(SageMakerFeature, feature)}\``).join(', ');
    expect(readme).toContain(`| \`${nameOf(SageMakerRoleType, roleType)}\` | ${summary} | ${list(true)} | ${list(false)} |`);
  });

  test('the default features are those that the policy file says', () => {
    expect(SageMakerExecutionRole.defaultFeatures(roleType)).toEqual(
      Object.entries(roleTypeData(roleType).features).filter(([, feature]) => feature.default).map(([feature]) => feature));
  });
});

test("the README's figures are those that the limits' test holds", () => {
  expect(ACTION_COUNTS).toHaveLength(7);
  for (const [roleType, least, byDefault] of ACTION_COUNTS) {
    expect(readme).toContain(`| \`${nameOf(SageMakerRoleType, roleType)}\` | ${least} | ${byDefault} |`);
  }
});

test('the README lists every warning that the code can give, and no other', () => {
  const source = readFileSync(join(ROOT, 'src/execution-role.ts'), 'utf8');
  const scopes = readFileSync(join(ROOT, 'policies/scopes.json'), 'utf8');
  const given = [...source.matchAll(/\$\{PACKAGE\}:(\w+)`/g), ...scopes.matchAll(/"warning": "(\w+)"/g)].map(([, id]) => id);
  const listed = [...readme.matchAll(/^\| `cdk-sagemaker-execution-role:(\w+)`/gm)].map(([, id]) => id);
  expect(listed.sort()).toEqual([...new Set(given)].sort());
});
