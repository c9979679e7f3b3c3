import { roleTypes } from './policy-data';

/** A part of a request that the permissions of its role depend on. */
export interface NeedData {
  /** Members, as `Operation.Member`, or an operation that works with a role of another one. Any of them is enough. */
  readonly if: readonly string[];
  readonly feature?: string;
  /** The property of the workload that names the resources. */
  readonly property?: string;
}

/** Members of operations that take the same role. */
export interface OperationData {
  /** The service, as AWS's API models call it. */
  readonly service?: string;
  /** Undefined if no role type is for the operation. `reason` and `why` then say why not. */
  readonly roleType?: string;
  /** Features of the role type that the operation always needs. */
  readonly features?: readonly string[];
  readonly reason?: string;
  readonly why?: string;
  /** Operation → the members that take the role. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly needs?: readonly NeedData[];
  readonly note?: string;
  /** The AWS page with the permissions, or the page that doesn't name them. */
  readonly page: string;
}

interface OperationsFile {
  /** Role types, and features such as `serving.vpc`, that don't exist yet. */
  readonly planned: readonly string[];
  readonly operations: readonly OperationData[];
  /** Members with a key. The page asks for no permission on it. */
  readonly unasked: readonly string[];
}

/* eslint-disable @typescript-eslint/no-require-imports */
// Loaded on demand, as the role types are. A synthesis without errors doesn't need it.
const OPERATIONS = (): OperationsFile => require('../../../../policies/operations.json');
/* eslint-enable @typescript-eslint/no-require-imports */

/** The service of an entry that names none. */
export const SAGEMAKER = 'sagemaker';

/** Every operation that takes a role, without role types and features that don't exist yet. */
export function operationData(): readonly OperationData[] {
  const { planned, operations } = OPERATIONS();
  return operations.filter(({ roleType }) => roleType === undefined || roleTypes().includes(roleType)).map((entry) => ({
    ...entry,
    needs: entry.needs?.filter(({ feature }) => !planned.includes(`${entry.roleType}.${feature}`)),
  }));
}
