import { divide, TooLong } from './statement-division';
import { LengthOf, PolicyStatementJson } from './statement-length';

/** The managed policies per role that IAM allows without a raised quota. */
export const MANAGED_POLICY_QUOTA = 10;

/** The most characters of a managed policy, without white space. */
export const MANAGED_POLICY_CHARACTERS = 6144;

const EMPTY_DOCUMENT = '{"Version":"2012-10-17","Statement":[]}'.length;

/** A statement, and its group of statements that can be merged. */
export interface Packable {
  readonly statement: PolicyStatementJson;
  /** The Sid of the merged statement. */
  readonly group?: string;
}

/** The Sid of the merged statements about every resource without a condition. */
export const UNSCOPED = 'Unscoped';

/**
 * Packs statements into documents, first-fit in their order.
 *
 * Statements of a group are merged only if this saves a document, because separate statements are easier to review. A statement
 * that is too long for a document is divided by its resources, or by the values of its conditions if one resource is too long.
 */
export function packStatements(
  packables: readonly Packable[], lengthOf: LengthOf, tooLong: TooLong,
): PolicyStatementJson[][] {
  const readable = firstFit(packables.map(({ statement }) => statement), lengthOf, tooLong);
  if (readable.length <= 1) {
    return readable;
  }
  const compact = firstFit(mergeGroups(packables), lengthOf, tooLong);
  return compact.length < readable.length ? compact : readable;
}

function firstFit(
  statements: readonly PolicyStatementJson[], lengthOf: LengthOf, tooLong: TooLong,
): PolicyStatementJson[][] {
  const room = MANAGED_POLICY_CHARACTERS - EMPTY_DOCUMENT;
  const documents: { statements: PolicyStatementJson[]; free: number }[] = [];
  for (const { statement, length } of statements.flatMap((whole) => divide(whole, room, lengthOf, tooLong))) {
    const fitting = documents.find(({ free }) => length <= free);
    if (fitting) {
      fitting.statements.push(statement);
      fitting.free -= length;
    } else {
      documents.push({ statements: [statement], free: room - length });
    }
  }
  return documents.map((document) => document.statements);
}

/** Merges the statements of each group that have the same conditions. */
function mergeGroups(packables: readonly Packable[]): PolicyStatementJson[] {
  const merged = new Map<string, PolicyStatementJson>();
  const used = new Map<string, number>();
  for (const { statement, group } of packables) {
    const isUnscoped = !statement.Condition && statement.Resource.length === 1 && statement.Resource[0] === '*';
    const name = isUnscoped ? UNSCOPED : group;
    const key = name === undefined ? statement.Sid : `${name} ${JSON.stringify(statement.Condition)}`;
    const alike = merged.get(key);
    if (name !== undefined && !alike) {
      used.set(name, (used.get(name) ?? 0) + 1);
    }
    const number = name === undefined ? 1 : used.get(name)!;
    merged.set(key, {
      ...statement,
      Sid: alike?.Sid ?? (name === undefined ? statement.Sid : number === 1 ? name : `${name}${number}`),
      Action: union(alike?.Action, statement.Action),
      Resource: union(alike?.Resource, statement.Resource),
    });
  }
  return [...merged.values()];
}

function union(one: readonly string[] = [], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}
