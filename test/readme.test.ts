import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ACTION_COUNTS } from './action-counts';
import { SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from '../src';
import { roleTypeData } from '../src/core/grant/data/policy-data';

const ROOT = join(__dirname, '..');
const page = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const readme = page('README.md');
const guide = page('docs/guide.md');
const nameOf = (enumeration: Record<string, string>, value: string) => Object.keys(enumeration).find((key) => enumeration[key] === value)!;

describe.each(Object.values(SageMakerRoleType))('%s', (roleType) => {
  test('has a row in the README with its features', () => {
    const { features } = roleTypeData(roleType);
    const list = (byDefault: boolean) => Object.entries(features).filter(([, feature]) => feature.default === byDefault)
      .map(([feature]) => `\`${nameOf(SageMakerFeature, feature)}\``).join(', ') || 'none';
    expect(readme).toContain(`| \`${nameOf(SageMakerRoleType, roleType)}\` | ${list(true)} | ${list(false)} |`);
    expect(readme).toMatch(new RegExp(`^\\| [^|]+ \\| \`${nameOf(SageMakerRoleType, roleType)}\` \\|$`, 'm'));
  });

  test('has the default features of its policy file', () => {
    expect(SageMakerExecutionRole.defaultFeatures(roleType)).toEqual(
      Object.entries(roleTypeData(roleType).features).filter(([, feature]) => feature.default).map(([feature]) => feature));
  });
});

test('the guide has the action counts that the test of limits proves', () => {
  expect(ACTION_COUNTS.map(([roleType]) => roleType)).toEqual(Object.values(SageMakerRoleType));
  const [, minimumOfTraining, defaultsOfTraining] = ACTION_COUNTS.find(([roleType]) => roleType === SageMakerRoleType.TRAINING)!;
  expect(readme).toContain(`A training role has ${minimumOfTraining} to ${defaultsOfTraining} actions`);
  for (const [roleType, minimum, defaults] of ACTION_COUNTS) {
    expect(guide).toContain(`| \`${nameOf(SageMakerRoleType, roleType)}\` | ${minimum} | ${defaults} |`);
  }
});

test('the guide lists every warning of the code, and no other', () => {
  const sources = (folder: string, files: RegExp) => readdirSync(join(ROOT, folder)).filter((file) => files.test(file))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')).join('\n');
  const given = [
    ...sources('src/private/role', /warnings\.ts$/).matchAll(/(?:warn\(\w+, |\[)'(\w+)', /g),
    ...sources('src/core/rules', /-warning\.ts$/).matchAll(/^(?:export )?const [A-Z_]+ = '(\w+)';/gm),
    ...sources('policies', /^scopes\.json$/).matchAll(/"warning": "(\w+)"/g),
  ].map(([, id]) => id);
  const listed = [...guide.matchAll(/^\| `cdk-sagemaker-execution-role:(\w+)`/gm)].map(([, id]) => id);
  expect(listed.sort()).toEqual([...new Set(given)].sort());
});
