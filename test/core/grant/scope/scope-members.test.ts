import cases from './scope-members.json';
import { scopeData } from '../../../../src/core/grant/data/policy-data';
import { isNamed, scopeMembers } from '../../../../src/core/grant/scope/scope-members';
import { readJson } from '../../../policies/policy-file';

const expected = Object.entries(cases.members);

describe.each(expected)('the scope %s', (scope, members) => {
  test('selects its members of the workload', () => {
    expect(scopeMembers(scope, cases.workload).map(({ owner, ...values }) => [...Object.values(values).map(String), ...scopeNeedsOwner(scope) && owner !== undefined ? [owner] : []].join(' ')))
      .toEqual(members);
  });

  test('fills in every placeholder of its templates', () => {
    const known = ['partition', 'region', 'account', 'owner', ...Object.keys(scopeMembers(scope, cases.workload)[0])];
    const used = scopeData(scope).whenNamed.flatMap((template) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('has no members of a workload that names nothing', () => {
    expect(scopeMembers(scope, { roleType: 'training' })).toEqual([]);
  });
});

test('the table has every scope', () => {
  expect(expected.map(([scope]) => scope)).toEqual(Object.keys(readJson('scopes.json').scopes));
});

test('an owner is known only if the network names one', () => {
  const { ownerAccount, ...network } = cases.workload.network;
  expect(scopeMembers('subnets', { ...cases.workload, network })[0]).toEqual({ subnet: 'subnet-1' });
});

test('rejects an unknown scope', () => {
  expect(() => scopeMembers('nothing', cases.workload)).toThrow("the scope 'nothing' doesn't exist");
});

test.each([['topics', true], ['queues', false], ['keysViaServiceOnly', false]])('knows whether a workload names %s', (property, named) => {
  expect(isNamed(property, { roleType: 'serving', topics: [], keysViaServiceOnly: false })).toBe(named);
});

function scopeNeedsOwner(scope: string): boolean {
  return scopeData(scope).whenNamed.some((template) => template.includes('{owner}'));
}
