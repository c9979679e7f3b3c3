import { OperationsFile, SAGEMAKER } from '../../../src/core/grant/data/operation-data';

/** Members by service and operation. */
export type Members = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** AWS's API models, as far as this library needs them: api-members.json. */
export interface ApiMembers {
  /** Where they come from, with the version. */
  readonly source: string;
  readonly license: string;
  readonly services: readonly string[];
  /** The members that take a role. */
  readonly roles: Members;
  /** The members for networks and keys in the same operations, and those that `needs` names. */
  readonly members: Members;
}

/** Every member, as `service:Operation.Member`. */
export function memberNames(members: Members): string[] {
  return Object.entries(members).flatMap(([service, operations]) => Object.entries(operations).flatMap(([operation, paths]) =>
    paths.map((path) => `${service}:${operation}.${path}`)));
}

/** The members of the file that take a role. */
export function mappedRoles({ operations }: OperationsFile): string[] {
  return operations.flatMap(({ service = SAGEMAKER, roles }) => memberNames({ [service]: roles }));
}

/** The members that `needs` names, as `Operation.Member` or `Operation`, by service. */
export function namedMembers({ operations }: OperationsFile): Record<string, string[]> {
  const named: Record<string, string[]> = {};
  for (const { service = SAGEMAKER, needs = [] } of operations) {
    named[service] = [...named[service] ?? [], ...needs.flatMap((need) => need.if)];
  }
  return named;
}

/** The role members of the models that the file lacks, and those of the file that the models lack. */
export function compare(file: OperationsFile, { roles }: Pick<ApiMembers, 'roles'>): { readonly unmapped: string[]; readonly gone: string[] } {
  const mapped = mappedRoles(file);
  const existing = memberNames(roles);
  return {
    unmapped: existing.filter((member) => !mapped.includes(member)),
    gone: mapped.filter((member) => !existing.includes(member)),
  };
}
