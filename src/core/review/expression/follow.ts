import { circularReference } from './evaluator';
import { Expression, expressionOf, Reference } from './expression';
import { identityText, passedValue } from './identity-text';
import { objectProperty, property } from '../template/json-value';
import { Located, meantBy, Resource, Template } from '../template/template';

/** A resource, and the attribute that a reference means. */
export interface Target {
  readonly template: Template;
  readonly resource: Resource;
  readonly attribute?: string;
}

const EXPORT_READER = 'Custom::CrossRegionExportReader';
const EXPORT_WRITER = 'Custom::CrossRegionExportWriter';

/**
 * Follows a reference to the value that a parent passes, to an output of a nested stack, or to an export or output of another stack. It ends at a
 * literal, at a reference that its own template resolves, or at an expression.
 */
export function follow(located: Located): Located {
  const seen = new Set<unknown>();
  let last = located;
  for (let next: Located | undefined = last; next; next = step(next)) {
    if (seen.has(next.value) && typeof next.value === 'object') {
      throw circularReference(next.template);
    }
    seen.add(next.value);
    last = next;
  }
  return last;
}

/** The resource that a reference leads to, if the templates have it. */
export function targetOf(located: Located): Target | undefined {
  const { value, template } = follow(located);
  const expression = expressionOf(value);
  const resource = expression.kind === 'reference' ? template.resources.get(expression.reference.logicalId) : undefined;
  return resource && expression.kind === 'reference' ? { template, resource, attribute: expression.reference.attribute } : undefined;
}

function step(located: Located): Located | undefined {
  const { value, template } = located;
  const expression = expressionOf(value);
  switch (expression.kind) {
    case 'import': return meantBy(template, template.world.exports.get(identityText({ value: expression.exportName, template })) ?? []);
    case 'stack output': return stackOutput(expression, template);
    case 'reference': return passedValue(located) ?? attributeValue(expression.reference, template);
    default: return undefined;
  }
}

/** The output of another stack. The CDK writes this for a weak reference. */
function stackOutput({ stackName, region, output }: Extract<Expression, { kind: 'stack output' }>, template: Template): Located | undefined {
  const offered = template.world.templates
    .filter((other) => other.stackName === stackName && (region === undefined || [undefined, region].includes(other.environment.region)))
    .map((other) => ({ template: other }));
  const stack = meantBy(template, offered)?.template;
  return stack && typeof output === 'string' ? outputValue(output, stack) : undefined;
}

function attributeValue({ logicalId, attribute }: Reference, template: Template): Located | undefined {
  if (attribute === undefined) {
    return undefined;
  }
  const nested = template.nested.get(logicalId);
  if (nested && attribute.startsWith('Outputs.')) {
    return outputValue(attribute.slice('Outputs.'.length), nested);
  }
  return template.resources.get(logicalId)?.type === EXPORT_READER ? crossRegionExport(attribute, template) : undefined;
}

function outputValue(name: string, template: Template): Located | undefined {
  const value = property(property(objectProperty(template.body, 'Outputs'), name), 'Value');
  return value === undefined ? undefined : { value, template };
}

/** The CDK passes values to stacks in other regions through parameters of Systems Manager. */
function crossRegionExport(name: string, template: Template): Located | undefined {
  const offered = template.world.templates.flatMap((other) => [...other.resources.values()]
    .filter(({ type }) => type === EXPORT_WRITER)
    .flatMap(({ properties }): Located[] => {
      const value = property(objectProperty(objectProperty(properties, 'WriterProps'), 'exports'), name);
      return value === undefined ? [] : [{ value, template: other }];
    }));
  return meantBy(template, offered);
}
