import { StatementData } from '../../../../src/core/grant/data/policy-data';
import { scopeMembers } from '../../../../src/core/grant/scope/scope-members';
import { featuresThatUse, scopeOf, scopesOf, usedProperties } from '../../../../src/core/grant/scope/statement-scopes';

const statement = (more: object) => ({ sid: 'Own', actions: ['a:Do'], resources: [], why: '', source: [], ...more }) as unknown as StatementData;

test.each([['{topics}', 'topics'], ['{role}', undefined], ['arn:{partition}:x', undefined], ['x{topics}', undefined], ['{topics}x', undefined], ['*', undefined]])(
  'finds the scope of %s: %s', (resource, scope) => {
    expect(scopeOf(resource)).toBe(scope);
  });

test('finds the scopes of the resources, and of forEach', () => {
  expect(scopesOf(statement({ resources: ['*', '{topics}', '{role}', '{queues}'] }))).toEqual(['topics', 'queues']);
  expect(scopesOf(statement({ resources: ['*'], forEach: 'listablePrefixes' }))).toEqual(['listablePrefixes']);
});

test.each([
  [{}, []],
  [{ resources: ['{subnets}', '{topics}'] }, ['network', 'topics']],
  [{ onlyWhenNamed: 'encryptionKeys' }, ['encryptionKeys']],
  [{ conditionsWhenNamed: { keysViaServiceOnly: {} } }, ['keysViaServiceOnly']],
  [{ switch: 'passSelf' }, ['passSelf']],
  [{ resources: ['{topics}'], switch: 'passSelf', onlyWhenNamed: 'queues' }, ['topics', 'queues', 'passSelf']],
])('knows the properties that %j uses', (more, properties) => {
  expect(usedProperties(statement(more))).toEqual(properties);
});

test('knows the features that use a property, each once, and undefined for every role', () => {
  const statements = [{ feature: 'one', resources: ['{topics}'] }, { feature: 'two', resources: ['{queues}'] }, { feature: 'one', resources: ['{topics}'] }, { resources: ['{topics}'] }];
  expect(featuresThatUse('topics', { statements: statements.map(statement) } as never)).toEqual(['one', undefined]);
});

test('has no members of omitted lists', () => {
  expect(['buckets', 'readWriteObjects', 'qualifiedFunctions'].map((scope) => scopeMembers(scope, { roleType: 'training' }))).toEqual([[], [], []]);
  expect(scopeMembers('qualifiedFunctions', { roleType: 'training', functions: ['arn:aws:lambda:eu-west-1:111122223333:function:own', 'arn:aws:lambda:eu-west-1:111122223333:function:own:1'] }))
    .toEqual([{ qualifiedFunction: 'arn:aws:lambda:eu-west-1:111122223333:function:own:1' }]);
});
