import {
  awsBucketData, callerData, callers, defaultFeatures, hasCallerData, questionData, refusedActions, roleTypeData, roleTypes, scopeData,
} from '../../../../src/core/grant/data/policy-data';

test.each(roleTypes())('the role type %s is read from its own file', (roleType) => {
  expect(roleTypeData(roleType).roleType).toBe(roleType);
  expect(roleTypeData(roleType).statements.every(({ sid, source }) => sid !== undefined && source.length > 0)).toBe(true);
});

test.each(callers())('the caller %s is read from its own file', (caller) => {
  expect(callerData(caller)).toMatchObject({ caller });
  expect(callerData(caller).statements.length).toBeGreaterThan(0);
});

test('a role type is expanded once, so that a large app needs one copy', () => {
  expect(roleTypeData('serving')).toBe(roleTypeData('serving'));
});

test('only a workload that a call of AWS starts has a caller', () => {
  expect(['training', 'hyperpod', 'hyperpod_connect'].map(hasCallerData)).toEqual([true, false, true]);
});

test('the default features are those that the file marks', () => {
  expect(defaultFeatures('serving')).toEqual(['model_registry', 'jumpstart']);
  expect(defaultFeatures('processing')).toEqual([]);
});

test('the other files are read', () => {
  expect(questionData().unscopableActions).toContain('ecr:GetAuthorizationToken');
  expect(refusedActions().flatMap(({ actions }) => actions.iam ?? [])).toContain('CreateRole');
  expect(awsBucketData().regional.length).toBeGreaterThan(0);
  expect(scopeData('keys').property).toBe('encryptionKeys');
});

test('an unknown role type or scope is an error', () => {
  expect(() => roleTypeData('everything')).toThrow('everything');
  expect(() => scopeData('everything')).toThrow("the scope 'everything' doesn't exist");
});
