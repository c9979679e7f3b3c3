import { existsSync, realpathSync } from 'fs';
import { dirname, join } from 'path';
import { refuseCycles } from './dependency-cycle';
import { isObject, objectProperty, property } from './json-value';
import { quoted, readJson } from './read-json';
import { Located, Resource, Template } from './template';
import { TemplateFile, templateFiles } from './template-files';
import { UsageError } from '../usage-error';

const STACK = 'AWS::CloudFormation::Stack';

/** A template as it is put together: its nested stacks are found once it exists. */
interface OpenTemplate extends Template {
  readonly nested: Map<string, Template>;
  readonly exports: Map<string, Located>;
}

/** All the templates that paths stand for, with those of their nested stacks, in one world: what one exports, another imports. */
export function readTemplates(paths: readonly string[], note: (text: string) => void): Template[] {
  const exports = new Map<string, Located>();
  const files = withDistinctNames(withoutRepeated(paths.flatMap((path) => templateFiles(path, note))));
  const templates = files.flatMap((file) => withNested(openTemplate(file, exports), note));
  for (const template of templates) {
    refuseCycles(template);
    addExports(template, exports);
    noteTransforms(template, note);
  }
  return templates;
}

function withoutRepeated(files: readonly TemplateFile[]): TemplateFile[] {
  return [...new Map(files.map((file) => [realpathSync(file.file), file])).values()];
}

/** Stacks of the same name are told apart by their files. */
function withDistinctNames(files: readonly TemplateFile[]): TemplateFile[] {
  const count = new Map<string, number>();
  files.forEach(({ stack }) => count.set(stack, (count.get(stack) ?? 0) + 1));
  return files.map((file) => count.get(file.stack) === 1 ? file : { ...file, stack: `${file.stack} (${file.file})` });
}

function openTemplate({ file, stack, content }: TemplateFile, exports: Map<string, Located>, parent?: Template['parent']): OpenTemplate {
  const body = isObject(content) ? content : {};
  const resources = new Map(Object.entries(objectProperty(body, 'Resources')).flatMap(([logicalId, resource]) =>
    isObject(resource) ? [[logicalId, resourceOf(logicalId, resource)]] : []));
  return { stack, file, body, resources, parent, nested: new Map(), exports };
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
function withNested(template: OpenTemplate, note: (text: string) => void): Template[] {
  const below = [...template.resources.values()].filter(({ type }) => type === STACK).flatMap((resource) => {
    const asset = resource.metadata['aws:asset:path'];
    const file = typeof asset === 'string' ? join(dirname(template.file), asset) : undefined;
    if (file === undefined || !existsSync(file)) {
      note(`${template.stack}: the template of the nested stack ${resource.logicalId} is not at hand, and its roles are not shown`);
      return [];
    }
    refuseOwnAncestor(file, template);
    const nested = openTemplate({ file, stack: `${template.stack}/${resource.logicalId}`, content: readJson(file) }, template.exports, {
      template, logicalId: resource.logicalId,
    });
    template.nested.set(resource.logicalId, nested);
    return withNested(nested, note);
  });
  return [template, ...below];
}

function refuseOwnAncestor(file: string, template: Template): void {
  const real = realpathSync(file);
  for (let above: Template | undefined = template; above; above = above.parent?.template) {
    if (realpathSync(above.file) === real) {
      throw new UsageError(`${quoted(file)} is nested in itself: let the nested stack have a template of its own`);
    }
  }
}

function addExports(template: Template, exports: Map<string, Located>): void {
  for (const output of Object.values(objectProperty(template.body, 'Outputs'))) {
    const name = property(property(output, 'Export'), 'Name');
    if (typeof name === 'string') {
      exports.set(name, { value: property(output, 'Value'), template });
    }
  }
}

/** Roles may come of what CloudFormation makes of a template. */
function noteTransforms({ body, stack }: Template, note: (text: string) => void): void {
  if (property(body, 'Transform') !== undefined) {
    note(`${stack} has a Transform: roles and statements that it makes are not shown`);
  }
  if (Object.keys(objectProperty(body, 'Resources')).some((id) => id.startsWith('Fn::ForEach::'))) {
    note(`${stack} has resources in an Fn::ForEach, which are not shown`);
  }
}
