import { Grant } from './grant';
import { MANAGED_POLICY_CHARACTERS, Packable, packStatements, PolicyStatementJson, TooLong } from './packing';
import { InputError } from '../rules/input-error';
import { DisplayName } from '../rules/wording';

/** More of a text would hide what is said of it. */
const SHOWN_CHARACTERS = 100;

/** The statements of the managed policies that grants make. */
export interface PackedGrants {
  readonly policies: readonly (readonly PolicyStatementJson[])[];
  /** Those that name the role itself: apart, since a template's role cannot refer to a policy that refers to it. */
  readonly passRolePolicies: readonly (readonly PolicyStatementJson[])[];
}

/**
 * @param lengthOf the length that a string has once it is deployed, at most
 * @throws an InputError for what no managed policy can hold
 */
export function packGrants(granted: readonly Grant[], lengthOf: (value: string) => number, displayName: DisplayName): PackedGrants {
  const tooLong: TooLong = ({ Sid }, longest) => {
    const properties = granted.find(({ sid }) => sid === Sid)?.properties ?? [];
    return new InputError(`${[...new Set(properties)].map(displayName).join(' or ') || 'the workload'} has ${JSON.stringify(shortened(longest))}, which makes the statement `
      + `'${Sid}' too long for a managed policy of ${MANAGED_POLICY_CHARACTERS} characters: use a shorter one`);
  };
  const pack = (some: readonly Grant[]) => packStatements(some.map(toPackable), lengthOf, tooLong);
  return {
    policies: pack(granted.filter(({ namesRole }) => !namesRole)),
    passRolePolicies: pack(granted.filter(({ namesRole }) => namesRole)),
  };
}

function shortened(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

function toPackable({ sid, group, actions, resources, conditions }: Grant): Packable {
  return {
    statement: { Sid: sid, Effect: 'Allow', Action: actions, Resource: resources, ...conditions ? { Condition: conditions } : {} },
    group,
  };
}
