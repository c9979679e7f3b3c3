import cases from './role-type-names.json';
import { roleTypes } from '../../../src/core/grant/data/policy-data';
import { checkRoleType } from '../../../src/core/rules/role-type-name';
import { PROPERTY_WORDING } from '../../../src/core/rules/wording';
import { checkFeatures } from '../../../src/core/rules/workload-rules';

test.each(cases)("$given isn't a role type: the error names the right one", ({ given, error }) => {
  expect(() => checkRoleType(given, PROPERTY_WORDING)).toThrow(new Error(error));
});

test.each(['toString', '__proto__', '', 'x', 'a role of mine', undefined, null, 5, {}])("%j isn't like a role type: the error lists all", (given) => {
  const all = roleTypes().map(PROPERTY_WORDING.roleType);
  expect(() => checkRoleType(given, PROPERTY_WORDING)).toThrow(new RegExp(`: use ${all.slice(0, -1).join(', ')} or ${all.at(-1)}$`));
});

test.each(roleTypes())('%s is a role type', (roleType) => {
  expect(() => checkRoleType(roleType, PROPERTY_WORDING)).not.toThrow();
});

test.each([
  ['data-captures', "'features' lists \"data-captures\", which is not a feature of SageMakerRoleType.SERVING: use SageMakerFeature.DATA_CAPTURE"],
  ['jumpstrat', "'features' lists \"jumpstrat\", which is not a feature of SageMakerRoleType.SERVING: use SageMakerFeature.JUMPSTART"],
])("%s isn't a feature: the error names the right one", (feature, error) => {
  expect(() => checkFeatures({ roleType: 'serving', features: [feature] }, PROPERTY_WORDING)).toThrow(new Error(error));
});

test('a feature of another role type names that one', () => {
  expect(() => checkFeatures({ roleType: 'serving', features: ['lineage'] }, PROPERTY_WORDING))
    .toThrow(/^'features' lists "lineage", which is not a feature of SageMakerRoleType\.SERVING but of SageMakerRoleType\.TRAINING: use SageMakerFeature\./);
});
