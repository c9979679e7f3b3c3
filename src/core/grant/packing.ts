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

/** What makes an error of a statement that no division makes short enough, and the longest text in it. */
export type TooLong = (statement: PolicyStatementJson, longest: string) => Error;

/** What one statement says, and with which others it may share one. */
export interface Packable {
  readonly statement: PolicyStatementJson;
  /** The Sid of the statement that it may share. */
  readonly group?: string;
}

/** The Sid that statements share which name every resource without a condition. */
const UNSCOPED = 'Unscoped';

/** The operators that any of a key's values meets, so that two statements with half of the values each say what one with all of them does. */
const OPERATORS_OF_ALTERNATIVES: readonly string[] = ['StringEquals', 'StringLike', 'ArnEquals', 'ArnLike'];

/** Room for what tells the Sids of a statement's parts apart. */
const PART_CHARACTERS = 'Part999'.length;

/**
 * Distributes statements over as few documents as first-fit in their own order yields.
 *
 * Statements share one only where that saves a document, since each of them tells what it is for. A statement that fits into
 * no document of its own is divided by its resources, or where one of them is too many, by the values of its conditions.
 *
 * @param lengthOf the length that a string has once it is deployed, at most
 */
export function packStatements(
  packables: readonly Packable[], lengthOf: (value: string) => number, tooLong: TooLong,
): PolicyStatementJson[][] {
  const readable = firstFit(packables.map(({ statement }) => statement), lengthOf, tooLong);
  if (readable.length <= 1) {
    return readable;
  }
  const compact = firstFit(mergeGroups(packables), lengthOf, tooLong);
  return compact.length < readable.length ? compact : readable;
}

function firstFit(
  statements: readonly PolicyStatementJson[], lengthOf: (value: string) => number, tooLong: TooLong,
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
  statement: PolicyStatementJson, room: number, lengthOf: (value: string) => number, tooLong: TooLong,
): { statement: PolicyStatementJson; length: number }[] {
  const length = statementLength(statement, lengthOf);
  if (length <= room) {
    return [{ statement, length }];
  }
  return partsOf(statement, room - PART_CHARACTERS, lengthOf, tooLong)
    .map((part, index) => ({ ...part, Sid: `${statement.Sid}Part${index + 1}` }))
    .map((part) => ({ statement: part, length: statementLength(part, lengthOf) }));
}

function partsOf(
  statement: PolicyStatementJson, room: number, lengthOf: (value: string) => number, tooLong: TooLong,
): PolicyStatementJson[] {
  if (statementLength(statement, lengthOf) <= room) {
    return [statement];
  }
  const neededFor = (value: string) => jsonLength(value, lengthOf) + 1;
  const forResources = room - statementLength({ ...statement, Resource: [] }, lengthOf);
  const longest = longestOf(statement.Resource, neededFor);
  if (statement.Resource.length > 1 && neededFor(longest) <= forResources) {
    return chunksOf(statement.Resource, forResources, neededFor).map((Resource) => ({ ...statement, Resource }));
  }
  const alternatives = longestAlternatives(statement, lengthOf);
  if (!alternatives) {
    const texts = [...statement.Resource, ...Object.values(statement.Condition ?? {}).flatMap((keys) => Object.values(keys).flat())];
    throw tooLong(statement, longestOf(texts, neededFor));
  }
  const forValues = room - statementLength({ ...alternatives.withValues([]), Resource: [longest] }, lengthOf);
  return chunksOf(alternatives.values, forValues, neededFor)
    .flatMap((values) => partsOf(alternatives.withValues(values), room, lengthOf, tooLong));
}

/** The longest list of a statement's conditions that may be divided, if there is one. */
function longestAlternatives({ Condition = {}, ...statement }: PolicyStatementJson, lengthOf: (value: string) => number) {
  const lists = Object.entries(Condition).filter(([operator]) => OPERATORS_OF_ALTERNATIVES.includes(operator)).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => typeof values === 'string' || values.length < 2 ? [] : [{
      values,
      withValues: (some: readonly string[]): PolicyStatementJson => ({
        ...statement, Condition: { ...Condition, [operator]: { ...keys, [key]: some } },
      }),
    }]));
  const length = ({ values }: { values: readonly string[] }) => jsonLength(values, lengthOf);
  return lists.length === 0 ? undefined : lists.reduce((one, other) => length(other) > length(one) ? other : one);
}

/** Values in lists that fit, one at least in each. */
function chunksOf(values: readonly string[], room: number, neededFor: (value: string) => number): string[][] {
  const chunks: string[][] = [];
  let free = 0;
  for (const value of values) {
    if (chunks.length === 0 || neededFor(value) > free) {
      chunks.push([]);
      free = room;
    }
    chunks[chunks.length - 1].push(value);
    free -= neededFor(value);
  }
  return chunks;
}

function longestOf(values: readonly string[], length: (value: string) => number): string {
  return values.reduce((one, other) => length(other) > length(one) ? other : one);
}

/** @param single whether a list of one is written as its member, as it is everywhere but in conditions */
function jsonLength(value: unknown, lengthOf: (value: string) => number, single = true): number {
  if (typeof value === 'string') {
    // A token has no character that JSON escapes.
    return lengthOf(value) + JSON.stringify(value).length - value.length;
  }
  if (single && Array.isArray(value) && value.length === 1) {
    return jsonLength(value[0], lengthOf);
  }
  const entries = Array.isArray(value)
    ? value.map((item) => jsonLength(item, lengthOf, single))
    : Object.entries(value as object).map(([key, item]) => key.length + 3 + jsonLength(item, lengthOf, single && key !== 'Condition'));
  return entries.reduce((sum, length) => sum + length, 2 + Math.max(0, entries.length - 1));
}
