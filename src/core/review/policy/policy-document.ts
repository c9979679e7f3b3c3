import { alternatives } from '../expression/alternatives';
import { isPlainObject } from '../expression/expression';
import { ALWAYS, both, Guard } from '../expression/guard';
import { PossibleValue, possibleValues } from '../expression/possible-values';
import { parsedJson } from '../template/json-value';
import { Template } from '../template/template';

/** Where a document stands. */
export interface DocumentPlace {
  /** What it is called in a note. */
  readonly policy: string;
  readonly template: Template;
  readonly note: (text: string) => void;
}

/** A statement of a policy document, under one way that the conditions of the template may turn out: its elements by their names in lower case. */
export interface DocumentStatement {
  readonly elements: ReadonlyMap<string, unknown>;
  readonly template: Template;
  /** What must hold of the template's conditions. */
  readonly guard: Guard;
}

/** What a statement with too many conditions to tell apart depends on: something. */
const SOME_CONDITIONS = 'conditions within it';

/** The statements of a policy document, whatever form it has. What cannot be read as it is becomes a note. */
export function documentStatements(document: unknown, { policy, template, note }: DocumentPlace, outer: Guard = ALWAYS): DocumentStatement[] {
  const documents = possibleValues({ value: document, template });
  if (documents.length === 0) {
    note(`${policy} is empty`);
  }
  return documents.flatMap((item) => {
    const read = typeof item.value === 'string' ? parsedJson(item.value) : item.value;
    const guard = both(outer, item.guard);
    if (!guard) {
      return [];
    }
    if (!isPlainObject(read)) {
      note(`${policy} is only known to the deployment, or is no policy document: what it says is not shown`);
      return [];
    }
    const statements = possibleValues({ value: elementsOf(read).get('statement'), template: item.template });
    return statements.flatMap((statement) => statementsOf(statement, guard, policy, note));
  });
}

function statementsOf(item: PossibleValue, outer: Guard, policy: string, note: (text: string) => void): DocumentStatement[] {
  const { value, template } = item;
  const guard = both(outer, item.guard);
  if (!guard) {
    return [];
  }
  if (!isPlainObject(value)) {
    note(`${policy} has a statement that is only known to the deployment, or is none: it is not shown`);
    return [];
  }
  const divided = alternatives(item, guard);
  if (!divided) {
    note(`${policy} has a statement that depends on many conditions of the template; it is shown as if all of them held`);
    return [{ elements: elementsOf(value), template, guard: [...guard, SOME_CONDITIONS] }];
  }
  return divided.map((alternative) => ({ elements: elementsOf(alternative.value as object), template, guard: alternative.guard }));
}

function elementsOf(object: object): Map<string, unknown> {
  return new Map(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
}
