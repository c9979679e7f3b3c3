import cases from './bucket-owners.json';
import { roleTypeData, roleTypes, scopeData } from '../../../../src/core/grant/data/policy-data';
import { grants } from '../../../../src/core/grant/grants';
import { assumedOwner, isOwnedByAws, statedOwner, withOneOwnerEach } from '../../../../src/core/grant/scope/bucket-owners';
import { scopesOf } from '../../../../src/core/grant/scope/statement-scopes';
import type { BucketScope } from '../../../../src/core/grant/workload';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

const bucketOf = (name: string, owner: string, prefix = ''): BucketScope => ({
  arn: `arn:aws:s3:::${name}`, prefix, read: true, write: true, ...owner === 'assumed' ? assumedOwner(`arn:aws:s3:::${name}`, PLACE.account) : statedOwner(owner),
});

test.each(cases.ofAws)('knows that AWS owns %s', (arn) => {
  expect(isOwnedByAws(arn)).toBe(true);
  expect(assumedOwner(arn, PLACE.account)).toEqual({});
});

test.each(cases.ofOthers)('does not take %s for a bucket of AWS', (arn) => {
  expect(isOwnedByAws(arn)).toBe(false);
  expect(assumedOwner(arn, PLACE.account)).toEqual({ owner: PLACE.account, ownerIsAssumed: true });
});

test.each(cases.statements)('grants in $name', ({ buckets, statements }) => {
  const all = buckets.map(([name, owner]) => bucketOf(name, owner));
  const granted = grants({ roleType: 'training', buckets: all }, PLACE, '*').filter(({ sid }) => sid.startsWith('ReadAndWriteObjects'));
  expect(granted.map(({ resources, conditions }) => [resources, conditions?.StringEquals['aws:ResourceAccount'] ?? null]))
    .toEqual(statements.map(([names, owner]) => [(names as string[]).map((name) => `arn:aws:s3:::${name}/*`), owner]));
  expect(new Set(granted.map(({ sid }) => sid)).size).toBe(granted.length);
});

test.each(cases.jumpStart)('reads JumpStart buckets by their exact names in $region', ({ region, buckets }) => {
  const granted = grants({ roleType: 'serving' }, { ...PLACE, region }, '*').filter(({ feature }) => feature === 'jumpstart');
  expect(granted.map(({ sid, resources }) => [sid, resources])).toEqual(buckets.length === 0 ? [] : [
    ['ReadJumpStartObjects', buckets.map((name) => `arn:aws:s3:::${name}/*`)], ['ListJumpStartBuckets', buckets.map((name) => `arn:aws:s3:::${name}`)],
  ]);
});

test.each(cases.conflicts)('gives a bucket with the owners $owners one owner, or rejects it', ({ owners, owner, error }) => {
  const buckets = owners.map((one, index) => bucketOf('own', one, `${index}/`));
  const agreed = () => withOneOwnerEach(buckets, (property) => property);
  if (error) {
    expect(agreed).toThrow(error);
  } else {
    expect(agreed().map((bucket) => [bucket.owner ?? 'any', bucket.ownerIsAssumed])).toEqual(owners.map(() => [owner, undefined]));
  }
});

test('every scope of buckets binds its members to their owner, and shares no statement with other resources', () => {
  const statements = roleTypes().flatMap((roleType) => roleTypeData(roleType).statements.map((statement) => ({ name: `${roleType} ${statement.sid}`, ...statement })));
  const ofBuckets = statements.filter((statement) => scopesOf(statement).some((scope) => scopeData(scope).property === 'buckets'));
  expect(ofBuckets.length).toBeGreaterThan(20);
  for (const { name, ...statement } of ofBuckets) {
    expect([name, ...statement.resources.filter((resource) => !scopesOf(statement).includes(resource.slice(1, -1)))]).toEqual([name]);
    expect([name, ...scopesOf(statement).filter((scope) => !scopeData(scope).memberConditions)]).toEqual([name]);
  }
});
