import { defaultFeatures, roleTypeData, roleTypes } from '../../../src/core/grant/data/policy-data';
import { featureOrigins, featuresOf } from '../../../src/core/grant/features';
import type { Grant } from '../../../src/core/grant/grant';
import { grants } from '../../../src/core/grant/grants';
import { trustedServices } from '../../../src/core/grant/trust';

const ANYWHERE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

/** The choices of features for one role type, and the expected origins. */
const CASES: [string, Parameters<typeof featureOrigins>[0], Record<string, string>][] = [
  ['defaults only', { roleType: 'serving' }, { model_registry: 'default', jumpstart: 'default' }],
  ['an empty list adds nothing', { roleType: 'serving', features: [] }, { model_registry: 'default', jumpstart: 'default' }],
  ['a further feature', { roleType: 'serving', features: ['vpc'] }, { model_registry: 'default', jumpstart: 'default', vpc: 'stated' }],
  ['a default feature that is listed', { roleType: 'serving', features: ['jumpstart'] }, { model_registry: 'default', jumpstart: 'stated' }],
  ['the minimum', { roleType: 'serving', minimal: true }, {}],
  ['the minimum with a feature', { roleType: 'serving', minimal: true, features: ['vpc'] }, { vpc: 'stated' }],
  ['the minimum with a default feature', { roleType: 'serving', minimal: true, features: ['jumpstart'] }, { jumpstart: 'stated' }],
  ['minimal: false', { roleType: 'serving', minimal: false }, { model_registry: 'default', jumpstart: 'default' }],
];

test.each(CASES)('derives the origin of each feature: %s', (_, choice, origins) => {
  expect(Object.fromEntries(featureOrigins(choice))).toEqual(origins);
});

test('keeps the order of the data for every order of the list', () => {
  expect(featuresOf({ roleType: 'serving', features: ['vpc', 'jumpstart'] })).toEqual(featuresOf({ roleType: 'serving', features: ['jumpstart', 'vpc'] }));
});

describe.each(roleTypes().filter((one) => Object.keys(roleTypeData(one).features).length > 0))('%s', (roleType) => {
  const actionsOf = (choice: object) => new Set(grants({ roleType, ...choice }, ANYWHERE, '*').flatMap(({ actions }) => actions));
  const byDefault = actionsOf({});

  test.each(Object.keys(roleTypeData(roleType).features))('keeps every default action and trusted service when %s is added', (feature) => {
    const added = actionsOf({ features: [feature] });
    expect([...byDefault].filter((action) => !added.has(action))).toEqual([]);
    const trusted = (choice: object) => trustedServices({ roleType, ...choice }).flatMap(({ service, actions }) => actions.map((action) => `${service} ${action}`));
    expect(trusted({ features: [feature] })).toEqual(expect.arrayContaining(trusted({})));
  });

  test('grants the same for the listed default features and for the default', () => {
    const listed = { roleType, minimal: true, features: defaultFeatures(roleType) };
    // Another account could attach the network interfaces of a role that has the network only by default.
    const free = ({ sid, conditions, ...grant }: Grant) => sid === 'PermitAnyNetworkInterface' ? { sid, ...grant } : { sid, conditions, ...grant };
    expect(grants(listed, ANYWHERE, '*').map(free)).toEqual(grants({ roleType }, ANYWHERE, '*').map(free));
  });
});
