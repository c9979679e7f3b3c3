import { existsSync, readdirSync, realpathSync } from 'fs';
import { basename, join } from 'path';
import { Boundary } from './boundary';
import { codeOf, orNote, readJson, statOf } from './json-file';
import { isObject } from '../../../core/iam/untyped-json';
import { objectProperty, property } from '../../../core/review/template/json-value';
import { quotedName } from '../../../core/review/template/quoted-name';
import { Environment } from '../../../core/review/template/template';
import { TemplateFile } from '../../../core/review/template/template-source';
import { UsageError } from '../../parser/usage-error';

const MANIFEST = 'manifest.json';

/** The templates at a path: of a cloud assembly, of a folder, or one template. */
export function templateFiles(path: string, boundary: Boundary, note: (text: string) => void): TemplateFile[] {
  if (!statOf(path).isDirectory()) {
    return [templateFile(path)];
  }
  const found = existsSync(join(path, MANIFEST)) ? assemblyTemplates(path, boundary, new Set()) : folderTemplates(path, boundary, note);
  if (found.length === 0) {
    throw new UsageError(`${quotedName(path)} has no template: run 'cdk synth', or pass a folder or file that has one`);
  }
  return found;
}

function templateFile(file: string): TemplateFile {
  const content = readJson(file);
  if (!isTemplate(content)) {
    throw new UsageError(`${quotedName(file)} isn't a template, because it has no Resources: pass a template, or a folder such as cdk.out`);
  }
  return asTemplate(file, content);
}

function asTemplate(file: string, content: unknown): TemplateFile {
  return { file, stack: basename(file).replace(/(\.template)?(\.json)?$/, ''), content };
}

function isTemplate(content: unknown): boolean {
  return isObject(property(content, 'Resources'));
}

/** The stacks of a cloud assembly, and of the assemblies of its stages. */
function assemblyTemplates(folder: string, boundary: Boundary, visited: Set<string>): TemplateFile[] {
  statOf(boundary.within(folder));
  const real = realpathSync(folder);
  if (visited.has(real)) {
    return [];
  }
  visited.add(real);
  const artifacts = Object.entries(objectProperty(readJson(boundary.within(join(folder, MANIFEST))), 'artifacts'));
  return artifacts.flatMap(([id, artifact]) => {
    const properties = objectProperty(artifact, 'properties');
    switch (property(artifact, 'type')) {
      case 'aws:cloudformation:stack': return assemblyTemplate(id, artifact, folder, boundary);
      case 'cdk:cloud-assembly':
        return typeof properties.directoryName === 'string' ? assemblyTemplates(join(folder, properties.directoryName), boundary, visited) : [];
      default: return [];
    }
  });
}

function assemblyTemplate(id: string, artifact: unknown, assembly: string, boundary: Boundary): TemplateFile[] {
  const { templateFile: file, stackName, parameters } = objectProperty(artifact, 'properties');
  const displayName = property(artifact, 'displayName');
  return typeof file !== 'string' ? [] : [{
    ...templateFile(boundary.within(join(assembly, file))),
    stack: typeof displayName === 'string' ? displayName : id,
    stackName: typeof stackName === 'string' ? stackName : id,
    assembly,
    environment: environmentOf(property(artifact, 'environment')),
    parameters: isObject(parameters) ? parameters : {},
  }];
}

/** Reads `aws://111122223333/eu-west-1`. The CDK writes `unknown-account` if the deployment decides. */
function environmentOf(address: unknown): Environment {
  const [, account, region] = typeof address === 'string' ? /^aws:\/\/([^/]*)\/([^/]*)$/.exec(address) ?? [] : [];
  const known = (part: string | undefined) => part === undefined || part.startsWith('unknown-') ? undefined : part;
  return { account: known(account), region: known(region) };
}

/** The templates in a folder that isn't a cloud assembly. It ignores other JSON files; a note says which files it can't read. */
function folderTemplates(folder: string, boundary: Boundary, note: (text: string) => void): TemplateFile[] {
  return namesIn(folder).flatMap((name) => {
    const file = join(folder, name);
    if (/\.ya?ml$/i.test(name)) {
      note(`omitted: ${quotedName(file)} is YAML: convert it to JSON`);
      return [];
    }
    if (orNote(() => statOf(file), note)?.isDirectory()) {
      note(`omitted: ${quotedName(file)} is a folder: pass it to include its templates`);
      return [];
    }
    return /\.(json|template)$/i.test(name) ? readable(file, boundary, note) : [];
  });
}

function readable(file: string, boundary: Boundary, note: (text: string) => void): TemplateFile[] {
  const content = orNote(() => readJson(boundary.within(file)), note);
  return isTemplate(content) ? [asTemplate(file, content)] : [];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw new UsageError(`cannot read ${quotedName(folder)} (${codeOf(error)}): make it readable`);
  }
}
