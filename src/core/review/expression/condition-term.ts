import { templateText } from './template-text';
import { isObject, objectProperty, property } from '../template/json-value';
import { Template } from '../template/template';

/** What is put in for one condition: far above what a template needs, and not what doubles with each step. */
const MOST_STEPS = 100;

/** A condition of a template, with what it says: a change of that changes what is deployed. `IsProduction (Equals(Stage, prod))` */
export function conditionTerm(name: string, template: Template): string {
  const definition = definitionOf(name, template);
  return definition === undefined ? name : `${name} (${unwrapped(templateText(new Definition(template).whole(definition), template))})`;
}

function definitionOf(name: string, { body }: Template): unknown {
  return property(objectProperty(body, 'Conditions'), name);
}

class Definition {
  private steps = 0;

  constructor(private readonly template: Template) {}

  /** The definition with those of the conditions that it names put in. */
  public whole(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((item) => this.whole(item));
    }
    if (!isObject(value)) {
      return value;
    }
    const named = Object.keys(value).length === 1 ? property(value, 'Condition') : undefined;
    if (typeof named !== 'string') {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.whole(inner)]));
    }
    const definition = definitionOf(named, this.template);
    this.steps += 1;
    return definition === undefined || this.steps > MOST_STEPS ? named : this.whole(definition);
  }
}

function unwrapped(text: string): string {
  return text.startsWith('${') && text.endsWith('}') ? text.slice(2, -1) : text;
}
