import { jsonLength, LengthOf, PolicyStatementJson, statementLength } from './statement-length';

/** Makes the error about a statement that is too long in spite of its division, and about its longest value. */
export type TooLong = (statement: PolicyStatementJson, longest: string) => Error;

/** A key of these operators matches any of its values, so a statement equals two statements with half of the values each. */
const OPERATORS_OF_ALTERNATIVES: readonly string[] = ['StringEquals', 'StringLike', 'ArnEquals', 'ArnLike'];

/** The characters that the Sid of a part has in addition. */
const PART_CHARACTERS = 'Part999'.length;

/** A statement with its length, or the parts of a statement that is too long for a document. */
export function divide(
  statement: PolicyStatementJson, room: number, lengthOf: LengthOf, tooLong: TooLong,
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
  statement: PolicyStatementJson, room: number, lengthOf: LengthOf, tooLong: TooLong,
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

/** The longest list of condition values that can be divided, if there is one. */
function longestAlternatives({ Condition = {}, ...statement }: PolicyStatementJson, lengthOf: LengthOf) {
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

/** Divides values into lists that fit, with at least one value in each. */
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
