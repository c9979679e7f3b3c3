import { JsonObject, objectProperty, parsedJson, property } from './json-value';
import { quotedName } from './quoted-name';
import { Located, Resource, Template, World } from './template';
import { NestedLocation, TemplateFile, TemplateSource } from './template-source';
import { isObject } from '../../iam/untyped-json';
import { InputError } from '../../rules/input-error';
import { guardOf } from '../expression/conditions';
import { ALWAYS, Guard } from '../expression/guard';
import { identityText } from '../expression/identity-text';

const STACK = 'AWS::CloudFormation::Stack';
const STACK_SET = 'AWS::CloudFormation::StackSet';

/** The most nested stacks of one root stack. Real apps have far fewer; a template that nests itself twice per level would never end. */
const MOST_NESTED = 2_500;

/** A template whose nested stacks are still being added. */
interface OpenTemplate extends Template {
  readonly nested: Map<string, Template>;
}

/** The stack that nests another one, and the resource that does. */
interface Parent {
  readonly template: Template;
  readonly resource: Resource;
}

/** Builds a root template and the templates that it nests. */
export class TemplateFamily {
  private size = 0;

  constructor(
    private readonly root: TemplateFile,
    private readonly world: World,
    private readonly source: TemplateSource,
    private readonly note: (text: string) => void,
  ) {}

  /** The root template, then all that it nests. */
  public templates(): [Template, ...Template[]] {
    return this.withNested(openTemplate(this.root, this.world));
  }

  private withNested(template: OpenTemplate): [Template, ...Template[]] {
    const nesting = [...template.resources.values()].filter(({ type }) => type === STACK || type === STACK_SET);
    return [template, ...nesting.flatMap((resource) => this.nestedTemplates(resource, template))];
  }

  private nestedTemplates(resource: Resource, template: OpenTemplate): Template[] {
    const found = this.nestedTemplate(resource, template);
    if (!found) {
      const kind = resource.type === STACK ? 'nested stack' : 'stack set';
      this.note(`${template.stack}: can't find the template of the ${kind} ${resource.logicalId}: the report omits its roles`);
      return [];
    }
    this.size += 1;
    if (this.size > MOST_NESTED) {
      throw new InputError(`${quotedName(this.root.file)} nests more than ${MOST_NESTED} stacks: pass templates that nest fewer`);
    }
    const stack = `${template.stack}/${resource.logicalId}`;
    // The instances of a stack set may be in any account and region.
    const environment = resource.type === STACK ? template.environment : {};
    const nested = openTemplate({ ...found, stack, environment }, template.world, { template, resource });
    template.nested.set(resource.logicalId, nested);
    return this.withNested(nested);
  }

  private nestedTemplate({ metadata, properties }: Resource, template: Template): { file: string; content: JsonObject } | undefined {
    const { TemplateBody: body, TemplateURL: url } = properties;
    if (typeof body === 'string') {
      const content = parsedJson(body);
      return isObject(content) ? { file: template.file, content } : undefined;
    }
    const asset = metadata['aws:asset:path'];
    const location: NestedLocation = typeof asset === 'string' ? { path: asset } : { url: identityText({ value: url, template }) };
    const file = this.source.nestedFile(location, template.file);
    if (file === undefined) {
      return undefined;
    }
    this.refuseOwnAncestor(file, template);
    const content = this.source.read(file);
    return isObject(content) ? { file, content } : undefined;
  }

  private refuseOwnAncestor(file: string, template: Template): void {
    const identity = this.source.identityOf(file);
    for (let above: Template | undefined = template; above; above = above.parent) {
      if (this.source.identityOf(above.file) === identity) {
        throw new InputError(`${quotedName(file)} nests itself: give the nested stack its own template`);
      }
    }
  }
}

function openTemplate(file: TemplateFile, world: World, parent?: Parent): OpenTemplate {
  const body = isObject(file.content) ? file.content : {};
  const given = new Map<string, Located>();
  const template: OpenTemplate = {
    stack: file.stack,
    stackName: file.stackName,
    file: file.file,
    assembly: file.assembly ?? parent?.template.assembly,
    environment: file.environment ?? {},
    body,
    resources: resourcesOf(body),
    given,
    guard: parent ? guardWithin(parent) : ALWAYS,
    parent: parent?.template,
    nested: new Map(),
    world,
  };
  if (parent) {
    argumentsOf(parent.resource).forEach(([name, value]) => given.set(name, { value, template: parent.template }));
  } else {
    Object.entries(file.parameters ?? {}).forEach(([name, value]) => given.set(name, { value, template }));
  }
  return template;
}

/** The conditions of the stacks around a nested one. */
function guardWithin({ template, resource }: Parent): Guard {
  const own = guardOf(resource, template).slice(template.guard.length);
  return [...template.guard, ...own.map((term) => `${term} of ${template.stack}`)];
}

/** The values that a nested stack or a stack set passes to the parameters of its template. */
function argumentsOf({ type, properties }: Resource): [string, unknown][] {
  const { Parameters: parameters } = properties;
  if (type === STACK) {
    return isObject(parameters) ? Object.entries(parameters) : [];
  }
  return (Array.isArray(parameters) ? parameters : []).flatMap((parameter): [string, unknown][] => {
    const name = property(parameter, 'ParameterKey');
    return typeof name === 'string' ? [[name, property(parameter, 'ParameterValue')]] : [];
  });
}

function resourcesOf(body: JsonObject): Map<string, Resource> {
  return new Map(Object.entries(objectProperty(body, 'Resources')).flatMap(([logicalId, resource]) =>
    isObject(resource) ? [[logicalId, resourceOf(logicalId, resource)]] : []));
}

function resourceOf(logicalId: string, resource: object): Resource {
  const type = property(resource, 'Type');
  const condition = property(resource, 'Condition');
  return {
    logicalId,
    type: typeof type === 'string' ? type : '',
    properties: objectProperty(resource, 'Properties'),
    metadata: objectProperty(resource, 'Metadata'),
    ...typeof condition === 'string' ? { condition } : {},
  };
}
