import { refuseCycles } from './dependency-cycle';
import { objectProperty, property } from './json-value';
import { Located, Template, World } from './template';
import { TemplateFamily } from './template-family';
import { TemplateFile, TemplateSource } from './template-source';
import { noteUnreadParts } from './unread-parts';
import { identityText } from '../expression/identity-text';

/** A world while templates are added. */
interface OpenWorld extends World {
  readonly templates: Template[];
  readonly exports: Map<string, Located[]>;
}

/** Links templates with their nested stacks, and exports with their imports. */
export function linkedTemplates(files: readonly TemplateFile[], source: TemplateSource, note: (text: string) => void): readonly Template[] {
  const world: OpenWorld = { templates: [], exports: new Map() };
  const families = files.map((file) => new TemplateFamily(file, world, source, note).templates());
  const nested = new Set(families.flatMap(([root, ...below]) => below.filter(({ file }) => file !== root.file))
    .map(({ file }) => source.identityOf(file)));
  // A folder may also contain the template of a nested stack: it counts once, as the nested one.
  world.templates.push(...families.filter(([{ file, assembly }]) => assembly !== undefined || !nested.has(source.identityOf(file))).flat());
  for (const template of world.templates) {
    refuseCycles(template);
    addExports(template, world.exports);
    noteUnreadParts(template, note);
  }
  return world.templates;
}

function addExports(template: Template, exports: Map<string, Located[]>): void {
  for (const output of Object.values(objectProperty(template.body, 'Outputs'))) {
    const name = property(property(output, 'Export'), 'Name');
    if (name !== undefined) {
      const text = identityText({ value: name, template });
      exports.set(text, [...exports.get(text) ?? [], { value: property(output, 'Value'), template }]);
    }
  }
}
