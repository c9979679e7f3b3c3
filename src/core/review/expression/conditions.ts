import { displayText } from './display-text';
import { Guard } from './guard';
import { isObject } from '../../iam/untyped-json';
import { conditionDefinition } from '../template/declarations';
import { property } from '../template/json-value';
import { Resource, Template } from '../template/template';

/** The most conditions inside one condition. A condition that doubles with each step would never end. */
const MOST_STEPS = 100;

/** CloudFormation creates a resource only if this guard is satisfied. */
export function guardOf({ condition }: Resource, template: Template): Guard {
  return condition === undefined ? template.guard : [...template.guard, conditionTerm(condition, template)];
}

/** A condition with its definition, because a changed definition changes what is deployed: `IsProduction (Equals(Stage, prod))` */
export function conditionTerm(name: string, template: Template): string {
  const definition = conditionDefinition(name, template);
  if (definition === undefined) {
    return name;
  }
  const text = displayText({ value: new Definition(template).whole(definition), template });
  return `${name} (${text.startsWith('${') && text.endsWith('}') ? text.slice(2, -1) : text})`;
}

class Definition {
  private steps = 0;

  constructor(private readonly template: Template) {}

  /** The definition with the definitions of the conditions that it names. */
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
    const definition = conditionDefinition(named, this.template);
    this.steps += 1;
    return definition === undefined || this.steps > MOST_STEPS ? named : this.whole(definition);
  }
}
