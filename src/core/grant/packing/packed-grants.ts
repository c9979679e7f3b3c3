import { Grant } from '../grant';
import { MANAGED_POLICY_CHARACTERS, Packable, packStatements } from './packing';
import { TooLong } from './statement-division';
import { LengthOf, PolicyStatementJson } from './statement-length';
import { InputError } from '../../rules/input-error';
import { DisplayName } from '../../rules/wording';

/** The longest part of a value that an error shows. */
const SHOWN_CHARACTERS = 100;

/** The statements of the managed policies that grants make. */
export interface PackedGrants {
  readonly policies: readonly (readonly PolicyStatementJson[])[];
  /** The statements that name the role itself. They are separate, because a role and its policy can't reference each other. */
  readonly passRolePolicies: readonly (readonly PolicyStatementJson[])[];
}

/**
 * @throws an InputError for a statement that doesn't fit into any managed policy
 */
export function packGrants(granted: readonly Grant[], lengthOf: LengthOf, displayName: DisplayName): PackedGrants {
  const tooLong: TooLong = ({ Sid }, longest) => {
    const properties = granted.find(({ sid }) => sid === Sid)?.properties ?? [];
    return new InputError(`${[...new Set(properties)].map(displayName).join(' or ') || 'the workload'} has ${JSON.stringify(shortened(longest))}, so the statement `
      + `'${Sid}' is too long for a managed policy of ${MANAGED_POLICY_CHARACTERS} characters: use a shorter value`);
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
