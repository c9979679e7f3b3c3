import { existsSync, realpathSync } from 'fs';
import { basename, dirname, resolve } from 'path';
import { assetFile } from './asset-file';
import { refuseCycles } from './dependency-cycle';
import { ALWAYS, Guard } from './guard';
import { guardOf } from './guard-of';
import { isObject, JsonObject, objectProperty, property } from './json-value';
import { nameText } from './name-text';
import { noteUnread } from './note-unread';
import { orNote, parsedJson, quoted, readJson } from './read-json';
import { Located, Resource, Template, World } from './template';
import { TemplateFile, templateFiles } from './template-files';
import { UsageError } from '../parser/usage-error';

const STACK = 'AWS::CloudFormation::Stack';
const STACK_SET = 'AWS::CloudFormation::StackSet';

/** Stacks that one stack nests, and these in turn: far above what is deployed, and not what doubles with each level. */
const MOST_NESTED = 2_500;

/** A template as it is put together: its nested stacks are found once it exists. */
interface OpenTemplate extends Template {
  readonly nested: Map<string, Template>;
}

/** What is filled while the templates are read. */
interface OpenWorld extends World {
  readonly templates: Template[];
  readonly exports: Map<string, Located[]>;
}

/** All the templates that paths stand for, with those of their nested stacks, in one world: what one exports, another imports. */
export function readTemplates(paths: readonly string[], note: (text: string) => void): readonly Template[] {
  const world: OpenWorld = { templates: [], exports: new Map() };
  const files = withDistinctNames(withoutRepeated(paths.flatMap((path) => templateFiles(path, note))));
  const families = files.map((file) => withNested(openTemplate(file, world), note));
  const nested = new Set(families.flatMap(([root, ...below]) => below.map(({ file }) => file).filter((file) => file !== root.file)).map(realFile));
  // What a folder holds besides as the template of a nested stack is read as that.
  world.templates.push(...families.filter(([{ file, assembly }]) => assembly !== undefined || !nested.has(realFile(file))).flat());
  for (const template of world.templates) {
    refuseCycles(template);
    addExports(template, world.exports);
    noteUnread(template, note);
  }
  return world.templates;
}

function realFile(file: string): string {
  return realpathSync(file);
}

function withoutRepeated(files: readonly TemplateFile[]): TemplateFile[] {
  return [...new Map(files.map((file) => [realFile(file.file), file])).values()];
}

/** Stacks of the same name are told apart by their folders, where that is enough by their names: they are the same on every machine. */
function withDistinctNames(files: readonly TemplateFile[]): TemplateFile[] {
  const named = (nameOf: (file: TemplateFile) => string) => {
    const names = files.map(nameOf);
    return (name: string) => names.filter((other) => other === name).length === 1;
  };
  const byFolder = ({ stack, file }: TemplateFile) => `${stack} (${basename(dirname(resolve(file)))})`;
  const isOnlyStack = named(({ stack }) => stack);
  const isOnlyFolder = named(byFolder);
  return files.map((file) => isOnlyStack(file.stack) ? file : {
    ...file, stack: isOnlyFolder(byFolder(file)) ? byFolder(file) : `${file.stack} (${file.file})`,
  });
}

function openTemplate(file: TemplateFile, world: World, parent?: { readonly template: Template; readonly resource: Resource }): OpenTemplate {
  const body = isObject(file.content) ? file.content : {};
  const resources = new Map(Object.entries(objectProperty(body, 'Resources')).flatMap(([logicalId, resource]) =>
    isObject(resource) ? [[logicalId, resourceOf(logicalId, resource)]] : []));
  const given = new Map<string, Located>();
  const template: OpenTemplate = {
    stack: file.stack,
    stackName: file.stackName,
    file: file.file,
    assembly: file.assembly ?? parent?.template.assembly,
    environment: file.environment ?? {},
    body,
    resources,
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

/** What must hold of the conditions of the stacks around a nested one. */
function guardWithin({ template, resource }: { readonly template: Template; readonly resource: Resource }): Guard {
  const own = guardOf(resource, template).slice(template.guard.length);
  return [...template.guard, ...own.map((term) => `${term} of ${template.stack}`)];
}

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

/** The template and those below it, which the CDK puts beside it. */
function withNested(template: OpenTemplate, note: (text: string) => void, family = { root: template, size: 0 }): [Template, ...Template[]] {
  const below = [...template.resources.values()].filter(({ type }) => type === STACK || type === STACK_SET).flatMap((resource) => {
    const found = nestedFile(resource, template, note);
    if (!found) {
      note(`${template.stack}: the template of the ${resource.type === STACK ? 'nested stack' : 'stack set'} ${resource.logicalId} is not at hand, and its roles are not shown`);
      return [];
    }
    family.size += 1;
    if (family.size > MOST_NESTED) {
      throw new UsageError(`${quoted(family.root.file)} nests more than ${MOST_NESTED} stacks: name templates that nest fewer`);
    }
    const stack = `${template.stack}/${resource.logicalId}`;
    // The instances of a stack set may be anywhere.
    const environment = resource.type === STACK ? template.environment : {};
    const nested = openTemplate({ ...found, stack, environment }, template.world, { template, resource });
    template.nested.set(resource.logicalId, nested);
    return withNested(nested, note, family);
  });
  return [template, ...below];
}

function nestedFile(
  { metadata, properties }: Resource, template: Template, note: (text: string) => void,
): { file: string; content: JsonObject } | undefined {
  const { TemplateBody: body, TemplateURL: url } = properties;
  if (typeof body === 'string') {
    const content = parsedJson(body);
    return isObject(content) ? { file: template.file, content } : undefined;
  }
  const asset = metadata['aws:asset:path'];
  const file = assetFile(typeof asset === 'string' ? { path: asset } : { url: nameText(url, template) }, template.file);
  if (file === undefined || !existsSync(file)) {
    return undefined;
  }
  refuseOwnAncestor(file, template);
  const content = orNote(() => readJson(file), note);
  return isObject(content) ? { file, content } : undefined;
}

function refuseOwnAncestor(file: string, template: Template): void {
  const real = realFile(file);
  for (let above: Template | undefined = template; above; above = above.parent) {
    if (realFile(above.file) === real) {
      throw new UsageError(`${quoted(file)} is nested in itself: let the nested stack have a template of its own`);
    }
  }
}

function addExports(template: Template, exports: Map<string, Located[]>): void {
  for (const output of Object.values(objectProperty(template.body, 'Outputs'))) {
    const name = property(property(output, 'Export'), 'Name');
    if (name !== undefined) {
      const text = nameText(name, template);
      exports.set(text, [...exports.get(text) ?? [], { value: property(output, 'Value'), template }]);
    }
  }
}
