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

/**
 * Distributes statements over as few documents as first-fit in their own order yields.
 *
 * Statements that share their resources and conditions are merged only where that saves a document, since each of them tells
 * what it is for. A statement that fits into no document of its own is divided by its resources.
 *
 * @param lengthOf the length that a string has once it is deployed, at most
 */
export function packStatements(
  statements: readonly PolicyStatementJson[], lengthOf: (value: string) => number,
): PolicyStatementJson[][] {
  const readable = firstFit(statements, lengthOf);
  if (readable.length <= 1) {
    return readable;
  }
  const compact = firstFit(mergeAlike(statements), lengthOf);
  return compact.length < readable.length ? compact : readable;
}

function firstFit(
  statements: readonly PolicyStatementJson[], lengthOf: (value: string) => number,
): PolicyStatementJson[][] {
  const room = MANAGED_POLICY_CHARACTERS - EMPTY_DOCUMENT;
  const documents: { statements: PolicyStatementJson[]; free: number }[] = [];
  for (const statement of statements.flatMap((whole) => divide(whole, room, lengthOf))) {
    const length = statementLength(statement, lengthOf);
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

/** The statements, those of the same resources and conditions as one, whose Sid strings theirs together. */
function mergeAlike(statements: readonly PolicyStatementJson[]): PolicyStatementJson[] {
  const merged = new Map<string, PolicyStatementJson>();
  for (const statement of statements) {
    const key = JSON.stringify([statement.Resource, statement.Condition]);
    const alike = merged.get(key);
    merged.set(key, alike
      ? { ...alike, Sid: alike.Sid + statement.Sid, Action: [...new Set([...alike.Action, ...statement.Action])] }
      : statement);
  }
  return [...merged.values()];
}

/** The characters of a statement in its document, the comma behind it included. */
export function statementLength(statement: PolicyStatementJson, lengthOf: (value: string) => number): number {
  return jsonLength(statement, lengthOf) + 1;
}

function divide(
  statement: PolicyStatementJson, room: number, lengthOf: (value: string) => number,
): PolicyStatementJson[] {
  const length = statementLength(statement, lengthOf);
  if (length <= room || statement.Resource.length === 1) {
    return [statement];
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
  return parts.map((resources, index) => ({ ...statement, Sid: `${statement.Sid}Part${index + 1}`, Resource: resources }));
}

function jsonLength(value: unknown, lengthOf: (value: string) => number): number {
  if (typeof value === 'string') {
    return lengthOf(value) + 2;
  }
  const entries = Array.isArray(value)
    ? value.map((item) => jsonLength(item, lengthOf))
    : Object.entries(value as object).map(([key, item]) => key.length + 3 + jsonLength(item, lengthOf));
  return entries.reduce((sum, length) => sum + length, 2 + Math.max(0, entries.length - 1));
}
