/** A statement as IAM takes it. */
export interface PolicyStatementJson {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The most characters that a managed policy may have, white space not counted. */
export const MANAGED_POLICY_CHARACTERS = 6144;

const EMPTY_DOCUMENT = '{"Version":"2012-10-17","Statement":[]}'.length;

/** What one statement says, and with which others it may share one. */
export interface Packable {
  readonly statement: PolicyStatementJson;
  /** The Sid of the statement that it may share. */
  readonly group?: string;
}

/** The Sid that statements share which name every resource without a condition. */
const UNSCOPED = 'Unscoped';

/**
 * Distributes statements over as few documents as first-fit in their own order yields.
 *
 * Statements share one only where that saves a document, since each of them tells what it is for. A statement that fits into
 * no document of its own is divided by its resources.
 *
 * @param lengthOf the length that a string has once it is deployed, at most
 */
export function packStatements(packables: readonly Packable[], lengthOf: (value: string) => number): PolicyStatementJson[][] {
  const readable = firstFit(packables.map(({ statement }) => statement), lengthOf);
  if (readable.length <= 1) {
    return readable;
  }
  const compact = firstFit(mergeGroups(packables), lengthOf);
  return compact.length < readable.length ? compact : readable;
}

function firstFit(
  statements: readonly PolicyStatementJson[], lengthOf: (value: string) => number,
): PolicyStatementJson[][] {
  const room = MANAGED_POLICY_CHARACTERS - EMPTY_DOCUMENT;
  const documents: { statements: PolicyStatementJson[]; free: number }[] = [];
  for (const { statement, length } of statements.flatMap((whole) => divide(whole, room, lengthOf))) {
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

/** The statements, those of a group as one, where no condition keeps them apart. */
function mergeGroups(packables: readonly Packable[]): PolicyStatementJson[] {
  const merged = new Map<string, PolicyStatementJson>();
  for (const { statement, group } of packables) {
    const sid = statement.Condition ? statement.Sid
      : statement.Resource.length === 1 && statement.Resource[0] === '*' ? UNSCOPED : group ?? statement.Sid;
    const alike = merged.get(sid);
    merged.set(sid, {
      ...statement,
      Sid: sid,
      Action: union(alike?.Action, statement.Action),
      Resource: union(alike?.Resource, statement.Resource),
    });
  }
  return [...merged.values()];
}

function union(one: readonly string[] = [], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}

/** The characters of a statement in its document, the comma behind it included. */
export function statementLength(statement: PolicyStatementJson, lengthOf: (value: string) => number): number {
  return jsonLength(statement, lengthOf) + 1;
}

/** A statement with its length, or its parts with theirs where it fits into no document. */
function divide(
  statement: PolicyStatementJson, room: number, lengthOf: (value: string) => number,
): { statement: PolicyStatementJson; length: number }[] {
  const length = statementLength(statement, lengthOf);
  if (length <= room || statement.Resource.length === 1) {
    return [{ statement, length }];
  }
  // Room for what tells the parts' Sids apart.
  const bare = statementLength({ ...statement, Resource: [] }, lengthOf) + 7;
  const parts: string[][] = [];
  let free = 0;
  for (const resource of statement.Resource) {
    const needed = jsonLength(resource, lengthOf) + 1;
    if (parts.length === 0 || needed > free) {
      parts.push([]);
      free = room - bare;
    }
    parts[parts.length - 1].push(resource);
    free -= needed;
  }
  return parts.map((resources, index) => ({ ...statement, Sid: `${statement.Sid}Part${index + 1}`, Resource: resources }))
    .map((part) => ({ statement: part, length: statementLength(part, lengthOf) }));
}

function jsonLength(value: unknown, lengthOf: (value: string) => number): number {
  if (typeof value === 'string') {
    return lengthOf(value) + 2;
  }
  if (Array.isArray(value) && value.length === 1) {
    return jsonLength(value[0], lengthOf);
  }
  const entries = Array.isArray(value)
    ? value.map((item) => jsonLength(item, lengthOf))
    : Object.entries(value as object).map(([key, item]) => key.length + 3 + jsonLength(item, lengthOf));
  return entries.reduce((sum, length) => sum + length, 2 + Math.max(0, entries.length - 1));
}
