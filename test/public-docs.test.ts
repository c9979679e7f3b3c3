import { readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { roleTypeData, roleTypes } from '../src/core/grant/data/policy-data';

const SOURCE = join(__dirname, '..', 'src');

const FILES = [...readFileSync(join(SOURCE, 'index.ts'), 'utf8').matchAll(/'\.\/([a-z-]+)'/g)].map(([, name]) => `${name}.ts`);

const parsed = (file: string) => ts.createSourceFile(file, readFileSync(join(SOURCE, file), 'utf8'), ts.ScriptTarget.ES2022, true);

/** The text of a declaration's docstring, without its tags. */
function docsOf(node: ts.Node): { text: string; tags: string[] } {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return {
    text: docs.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '').join('\n'),
    tags: docs.flatMap(({ tags = [] }) => tags.map(({ tagName }) => tagName.text)),
  };
}

const modifiersOf = (node: ts.Node) => (ts.canHaveModifiers(node) ? ts.getModifiers(node) ?? [] : []).map(({ kind }) => kind);

const isPublicStatic = (node: ts.Node) => modifiersOf(node).includes(ts.SyntaxKind.StaticKeyword)
  && !modifiersOf(node).some((kind) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword);

const declarations = FILES.flatMap((file) => parsed(file).statements.map((statement) => [file, statement] as const));
const classes = declarations.flatMap(([, node]) => ts.isClassDeclaration(node) ? [node] : []);
const interfaces = declarations.flatMap(([, node]) => ts.isInterfaceDeclaration(node) ? [node] : []);
const enums = declarations.flatMap(([, node]) => ts.isEnumDeclaration(node) ? [node] : []);

test('finds the public declarations', () => {
  expect([classes, interfaces, enums].map((nodes) => nodes.map(({ name }) => name!.text).sort())).toEqual([
    ['BucketAccess', 'BucketOwner', 'RoleRequirements', 'RoleValidation', 'SageMakerExecutionRole', 'WorkloadPolicies'],
    ['AdditionalPermission', 'BucketAccessOptions', 'HyperPodClusters', 'HyperPodConnectOptions', 'JobConditions', 'NetworkAccess', 'RoleValidationOptions',
      'RoleValidationProps', 'SageMakerExecutionRoleProps',
      'ValidatedRoleOptions', 'ValidationHandlerOptions', 'Workload', 'WorkloadPoliciesProps'],
    ['PolicyAttachment', 'SageMakerFeature', 'SageMakerRoleType', 'VerdictAction'],
  ]);
});

test.each(classes.map((node) => [node.name!.text, node] as const))('%s and each of its static methods have an example', (_, node) => {
  const methods = node.members.filter((member) => ts.isMethodDeclaration(member) && isPublicStatic(member));
  expect([node, ...methods].filter((member) => !docsOf(member).tags.includes('example')).map((member) => member.name?.getText())).toEqual([]);
});

test.each([...interfaces, ...enums].map((node) => [node.name.text, node] as const))('%s and each of its members have a summary sentence', (_, node) => {
  expect([node, ...node.members].filter((member) => !/^[A-Z`][^\n]*\.(\n|$| )/.test(docsOf(member).text)).map((member) => member.name?.getText())).toEqual([]);
});

test.each(interfaces.map((node) => [node.name.text, node] as const))('%s documents the default of each optional property', (_, node) => {
  const optional = node.members.filter((member) => ts.isPropertySignature(member) && member.questionToken);
  expect(optional.filter((member) => !docsOf(member).tags.includes('default')).map((member) => member.name?.getText())).toEqual([]);
});

describe('the docs of a feature', () => {
  const members = enums.find(({ name }) => name.text === 'SageMakerFeature')!.members;

  test.each(members.map((member) => [member.name.getText(), member] as const))('%s name its role types, and where it is a default', (name, member) => {
    const having = roleTypes().flatMap((roleType) => {
      const feature = roleTypeData(roleType).features[name.toLowerCase()];
      return feature ? [`${roleType.toUpperCase()}${feature.default ? ' (default)' : ''}`] : [];
    });
    const list = having.length === 1 ? having[0] : `${having.slice(0, -1).join(', ')} and ${having[having.length - 1]}`;
    expect(docsOf(member).text.replace(/(\S)\n(?=\S)/g, '$1 ')).toContain(`\n\nOf ${list}.`);
  });
});
