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

function listMembers({ of, as, without, qualified }: ListMembersData, workload: WorkloadScope): Member[] {
  const values = [...new Set(of.flatMap((path) => valuesAt(path, workload)))];
  const owner = workload.network?.ownerAccount;
  return values
    .filter((value) => without === undefined || !value.includes(without))
    .filter((value) => qualified === undefined || qualified === isQualified(value, workload))
    // Only the templates of a network have an owner that differs from the role's account.
    .map((value) => ({ [as]: value, ...owner ? { owner } : {} }));
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
