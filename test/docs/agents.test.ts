import { readPage } from './markdown-files';
import { SageMakerFeature, SageMakerRoleType } from '../../src';
import { roleTypeData } from '../../src/core/grant/data/policy-data';

const ROWS = [...readPage('AGENTS.md').matchAll(/^\| (.+?) \| `([A-Z_]+)` \| (.*) ?\|$/gm)]
  .map(([, operation, roleType, features]): [string, string, string[]] => [operation, roleType, [...features.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name)]);

test.each(ROWS)('AGENTS.md: %s has a role of type %s, which has the features %j', (_, roleType, features) => {
  const data = roleTypeData(SageMakerRoleType[roleType as keyof typeof SageMakerRoleType]);
  const added = features.map((name) => SageMakerFeature[name as keyof typeof SageMakerFeature]);
  expect(added.map((feature) => [feature, data.features[feature]?.default])).toEqual(added.map((feature) => [feature, false]));
});

test('AGENTS.md has a row for each role type that an operation gets', () => {
  expect([...new Set(ROWS.map(([, roleType]) => roleType))]).toEqual(Object.keys(SageMakerRoleType).filter((name) => name !== 'MODEL_EVALUATION'));
});
