import { alternatives } from '../expression/alternatives';
import { isPlainObject } from '../expression/expression';
import { ALWAYS, both, Guard } from '../expression/guard';
import { PossibleValue, possibleValues } from '../expression/possible-values';
import { parsedJson } from '../template/json-value';
import { Template } from '../template/template';

/** The place of a policy document. */
export interface DocumentPlace {
  /** The name of the policy in a note. */
  readonly policy: string;
  readonly template: Template;
  readonly note: (text: string) => void;
}

/** A statement of a policy document for one outcome of the template's conditions: its elements by their names in lower case. */
export interface DocumentStatement {
  readonly elements: ReadonlyMap<string, unknown>;
  readonly template: Template;
  /** The outcome of the template's conditions. */
  readonly guard: Guard;
}

/** The guard of a statement with too many conditions to show each outcome. */
const SOME_CONDITIONS = 'conditions inside the statement';

/** The statements of a policy document in any form that CloudFormation accepts. A note says which parts the report can't read. */
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
      note(`${policy} isn't a policy document, or only the deployment knows it: the report omits it`);
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
    note(`${policy} has a statement that isn't an object, or that only the deployment knows: the report omits it`);
    return [];
  }
  const divided = alternatives(item, guard);
  if (!divided) {
    note(`${policy} has a statement that depends on more than 4 conditions of the template: the report shows the values of all outcomes together`);
    return [{ elements: elementsOf(value), template, guard: [...guard, SOME_CONDITIONS] }];
  }
  return divided.map((alternative) => ({ elements: elementsOf(alternative.value as object), template, guard: alternative.guard }));
}

function elementsOf(object: object): Map<string, unknown> {
  return new Map(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
}
