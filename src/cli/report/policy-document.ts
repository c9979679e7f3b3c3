import { both, branches } from './branches';
import { intrinsicOf } from './intrinsic';
import { isObject, nestsWithin } from './json-value';
import { MOST_LEVELS } from './read-json';

/** A statement of a policy document as it stands in the template: its elements by their names in lower case. */
export interface DocumentStatement {
  readonly elements: ReadonlyMap<string, unknown>;
  /** The condition of the template that it depends on. */
  readonly when?: string;
}

/**
 * The statements of a policy document, whatever form it has. What cannot be read as it is becomes a note.
 *
 * @param name what the document is called in a note
 */
export function documentStatements(document: unknown, name: string, note: (text: string) => void): DocumentStatement[] {
  const documents = branches(document);
  if (documents.length === 0) {
    note(`${name} is empty`);
  }
  return documents.flatMap(({ value, when }) => {
    const read = typeof value === 'string' ? parsed(value) : value;
    if (!isObject(read) || intrinsicOf(read)) {
      note(`${name} is only known to the deployment, or is no policy document: what it says is not shown`);
      return [];
    }
    return statementsOf(elementsOf(read).get('statement'), when, name, note);
  });
}

function statementsOf(statements: unknown, outer: string | undefined, name: string, note: (text: string) => void): DocumentStatement[] {
  return branches(statements).flatMap(({ value, when }) => {
    if (!isObject(value) || intrinsicOf(value)) {
      note(`${name} has a statement that is only known to the deployment, or is none: it is not shown`);
      return [];
    }
    return [{ elements: elementsOf(value), when: both(outer, when) }];
  });
}

function elementsOf(object: object): Map<string, unknown> {
  return new Map(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
}

/** A document that is given as text. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return nestsWithin(MOST_LEVELS, value) ? value : undefined;
  } catch {
    return undefined;
  }
}
