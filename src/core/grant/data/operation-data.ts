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

export interface OperationsFile {
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

/** Every operation that takes a role. It omits role types and features that don't exist yet. */
export function operationData({ planned, operations }: OperationsFile = OPERATIONS()): readonly OperationData[] {
  return operations.map(({ roleType, features, needs, ...entry }) => {
    if (roleType !== undefined && planned.includes(roleType)) {
      return { ...entry, reason: 'planned', why: 'No role type is for it yet.' };
    }
    return { ...entry, roleType, features, needs: needs?.filter(({ feature }) => !planned.includes(`${roleType}.${feature}`)) };
  });
}

/** An operation, and the entries of its roles. */
export interface OperationRoles {
  readonly service: string;
  readonly operation: string;
  readonly entries: readonly OperationData[];
}

/** Every operation that takes a role, and every one that works with the role of another operation, such as CreateTransformJob. */
export function operationRoles(file?: OperationsFile): readonly OperationRoles[] {
  const found = new Map<string, OperationRoles & { readonly entries: OperationData[] }>();
  for (const entry of operationData(file)) {
    const { service = SAGEMAKER, roles, needs = [] } = entry;
    const users = needs.flatMap((need) => need.if.map((member) => member.split('.')[0]));
    for (const operation of new Set([...Object.keys(roles), ...users])) {
      const key = `${service}:${operation}`;
      const { entries } = found.get(key) ?? { entries: [] };
      found.set(key, { service, operation, entries: [...entries, entry] });
    }
  }
  return [...found.values()];
}

/** The features that an operation always needs. One that takes no role itself needs those for it, such as batch transform. */
export function featuresFor(operation: string, { features = [], needs = [] }: OperationData): readonly string[] {
  return [...features, ...needs.flatMap(({ if: members, feature }) => feature !== undefined && members.includes(operation) ? feature : [])];
}
