import { intrinsicOf, referenceOf } from './intrinsic';
import { objectProperty, property } from './json-value';
import { quoted } from './read-json';
import { Located, Resource, Template } from './template';
import { UsageError } from '../usage-error';

/** A resource, and the attribute of it that is meant. */
export interface Target {
  readonly template: Template;
  readonly resource: Resource;
  readonly attribute?: string;
}

/**
 * Goes where a reference leads: out of a nested stack to what its parent gives it, into one to its outputs, to another stack's
 * export. Ends at what is a literal or a reference in its own template; what an expression puts together stays where it is used.
 */
export function follow(value: unknown, template: Template): Located {
  const seen = new Set<unknown>();
  let last: Located = { value, template };
  for (let next: Located | undefined = last; next; next = step(next)) {
    if (seen.has(next.value) && typeof next.value === 'object') {
      throw new UsageError(`${quoted(next.template.file)} has a value that refers to itself through other stacks: break the circle of outputs and imports`);
    }
    seen.add(next.value);
    if (typeof next.value === 'string' || referenceOf(next.value) || intrinsicOf(next.value)?.name === 'ImportValue') {
      last = next;
    }
  }
  return last;
}

/** The resource that a reference leads to, if it is one of the templates. */
export function targetOf(value: unknown, template: Template): Target | undefined {
  const end = follow(value, template);
  const reference = referenceOf(end.value);
  const resource = reference && end.template.resources.get(reference.logicalId);
  return resource && { template: end.template, resource, attribute: reference.attribute };
}

function step({ value, template }: Located): Located | undefined {
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'ImportValue') {
    return typeof intrinsic.argument === 'string' ? template.exports.get(intrinsic.argument) : undefined;
  }
  const reference = referenceOf(value);
  if (!reference) {
    return undefined;
  }
  return reference.attribute === undefined ? argumentOf(reference.logicalId, template) : outputOf(reference.logicalId, reference.attribute, template);
}

/** What the parent of a nested stack gives for a parameter. */
function argumentOf(parameter: string, { parent, resources }: Template): Located | undefined {
  if (!parent || resources.has(parameter)) {
    return undefined;
  }
  const value = property(objectProperty(parent.template.resources.get(parent.logicalId)?.properties, 'Parameters'), parameter);
  return value === undefined ? undefined : { value, template: parent.template };
}

function outputOf(logicalId: string, attribute: string, template: Template): Located | undefined {
  const nested = template.nested.get(logicalId);
  if (!nested || !attribute.startsWith('Outputs.')) {
    return undefined;
  }
  const value = property(property(objectProperty(nested.body, 'Outputs'), attribute.slice('Outputs.'.length)), 'Value');
  return value === undefined ? undefined : { value, template: nested };
}
