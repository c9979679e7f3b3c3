import { bucketMembers, objectMembers } from './bucket-members';
import { scopeData } from '../data/policy-data';
import { ListMembersData, Member } from '../data/policy-types';
import { WorkloadScope } from '../workload';

/** A function's version or alias is the eighth part of its ARN. */
const PARTS_OF_UNQUALIFIED_FUNCTION = 7;

/** The members that a workload names for a scope, as `policies/scopes.json` selects them. */
export function scopeMembers(scope: string, workload: WorkloadScope): readonly Member[] {
  const { members } = scopeData(scope);
  switch (members.of) {
    case 'objects': return objectMembers(members, workload.buckets ?? []);
    case 'buckets': return bucketMembers(members, workload.buckets ?? []);
    default: return listMembers(members, workload);
  }
}

/** Whether a workload names this property. */
export function isNamed(property: string, workload: WorkloadScope): boolean {
  const value = workload[property as keyof WorkloadScope];
  return value !== undefined && value !== false;
}

function listMembers({ of, as, without, shared, qualified }: ListMembersData, workload: WorkloadScope): Member[] {
  const values = [...new Set(of.flatMap((path) => valuesAt(path, workload)))];
  const owner = of.some((path) => path.startsWith('network.')) ? workload.network?.ownerAccount : undefined;
  return values
    .filter((value) => without === undefined || !value.includes(without))
    .filter((value) => qualified === undefined || qualified === isQualified(value, workload))
    .filter((value) => typeof shared !== 'boolean' || shared === isArn(value))
    .map((value) => shared !== undefined && isArn(value)
      ? sharedMember(as, value)
      : { [as]: value, ...owner ? { owner } : {} });
}

function isArn(value: string): boolean {
  return value.startsWith('arn:');
}

/** The name of a resource by its ARN, and its place. */
function sharedMember(as: string, arn: string): Member {
  const [, partition, , region, owner, ...resource] = arn.split(':');
  return { [as]: resource.join(':').replace(/^.*?\//, ''), partition, region, owner };
}

/** The values of a property, or of a part of one such as `network.subnetIds`. */
function valuesAt(path: string, workload: WorkloadScope): readonly string[] {
  const value = path.split('.').reduce((parent: any, key) => parent?.[key], workload);
  return value === undefined ? [] : [value].flat();
}

/** Whether a function is a version or an alias. A token's ARN may not show that: the workload then lists it. */
function isQualified(arn: string, { qualifiedFunctions = [] }: WorkloadScope): boolean {
  return arn.split(':').length > PARTS_OF_UNQUALIFIED_FUNCTION || qualifiedFunctions.includes(arn);
}
