import { intrinsicOf, referenceOf } from './intrinsic';
import { nameText } from './name-text';
import { InputError } from '../../rules/input-error';
import { objectProperty, property } from '../template/json-value';
import { quotedName } from '../template/quoted-name';
import { Located, meantBy, Resource, Template } from '../template/template';

/** A resource, and the attribute of it that is meant. */
export interface Target {
  readonly template: Template;
  readonly resource: Resource;
  readonly attribute?: string;
}

const EXPORT_READER = 'Custom::CrossRegionExportReader';
const EXPORT_WRITER = 'Custom::CrossRegionExportWriter';

/**
 * Goes where a reference leads: out of a nested stack to what its parent gives it, into one to its outputs, to what another stack exports
 * or puts out. Ends at a literal, at a reference in its own template, or at an expression.
 */
export function follow(value: unknown, template: Template): Located {
  const seen = new Set<unknown>();
  let last: Located = { value, template };
  for (let next: Located | undefined = last; next; next = step(next)) {
    if (seen.has(next.value) && typeof next.value === 'object') {
      throw circle(next.template);
    }
    seen.add(next.value);
    last = next;
  }
  return last;
}

export function circle({ file }: Template): InputError {
  return new InputError(`${quotedName(file)} has a value that refers to itself through other stacks in a circle: break the circle of outputs and imports`);
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
  switch (intrinsic?.name) {
    case 'ImportValue': return exported(intrinsic.argument, template);
    case 'GetStackOutput': return outputOfStack(intrinsic.argument, template);
    default: {
      const reference = referenceOf(value);
      if (!reference) {
        return undefined;
      }
      const { logicalId, attribute } = reference;
      return attribute === undefined ? given(logicalId, template) : attributeOf(logicalId, attribute, template);
    }
  }
}

function exported(name: unknown, template: Template): Located | undefined {
  return meantBy(template, template.world.exports.get(nameText(name, template)) ?? []);
}

/** What another stack puts out: a weak reference of the CDK. */
function outputOfStack(argument: unknown, template: Template): Located | undefined {
  const [stackName, region, output] = ['StackName', 'Region', 'OutputName'].map((key) => property(argument, key));
  const offered = template.world.templates
    .filter((other) => other.stackName === stackName && (region === undefined || [undefined, region].includes(other.environment.region)))
    .map((other) => ({ template: other }));
  const stack = meantBy(template, offered)?.template;
  return stack && typeof output === 'string' ? outputNamed(output, stack) : undefined;
}

/** What is given for a parameter, by a parent or by the cloud assembly. */
function given(parameter: string, template: Template): Located | undefined {
  return template.resources.has(parameter) ? undefined : template.given.get(parameter);
}

function attributeOf(logicalId: string, attribute: string, template: Template): Located | undefined {
  const nested = template.nested.get(logicalId);
  if (nested && attribute.startsWith('Outputs.')) {
    return outputNamed(attribute.slice('Outputs.'.length), nested);
  }
  return template.resources.get(logicalId)?.type === EXPORT_READER ? writtenExport(attribute, template) : undefined;
}

function outputNamed(name: string, template: Template): Located | undefined {
  const value = property(property(objectProperty(template.body, 'Outputs'), name), 'Value');
  return value === undefined ? undefined : { value, template };
}

/** What the CDK carries into another region through parameters of Systems Manager. */
function writtenExport(name: string, template: Template): Located | undefined {
  const offered = template.world.templates.flatMap((other) => [...other.resources.values()]
    .filter(({ type }) => type === EXPORT_WRITER)
    .flatMap(({ properties }): Located[] => {
      const value = property(objectProperty(objectProperty(properties, 'WriterProps'), 'exports'), name);
      return value === undefined ? [] : [{ value, template: other }];
    }));
  return meantBy(template, offered);
}
