import { Grant } from './grant';
import { Packable, packStatements, PolicyStatementJson } from './packing';

/** The statements of the managed policies that grants make. */
export interface PackedGrants {
  readonly policies: readonly (readonly PolicyStatementJson[])[];
  /** Those that name the role itself: apart, since a template's role cannot refer to a policy that refers to it. */
  readonly passRolePolicies: readonly (readonly PolicyStatementJson[])[];
}

/** @param lengthOf the length that a string has once it is deployed, at most */
export function packGrants(granted: readonly Grant[], lengthOf: (value: string) => number): PackedGrants {
  const pack = (some: readonly Grant[]) => packStatements(some.map(toPackable), lengthOf);
  return {
    policies: pack(granted.filter(({ namesRole }) => !namesRole)),
    passRolePolicies: pack(granted.filter(({ namesRole }) => namesRole)),
  };
}

function toPackable({ sid, group, actions, resources, conditions }: Grant): Packable {
  return {
    statement: { Sid: sid, Effect: 'Allow', Action: actions, Resource: resources, ...conditions ? { Condition: conditions } : {} },
    group,
  };
}
