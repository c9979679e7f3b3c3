import { basename, join } from 'path';
import * as ts from 'typescript';
import { PAGES, readPage } from './markdown-files';

const ROOT = join(__dirname, '../..');

/** The TypeScript of a page, block by block; a block in a list is indented with it. */
function typeScriptOf(page: string): string[] {
  return [...readPage(page).matchAll(/^( *)```ts\n([^]*?)^\1```$/gm)].map(([, indent, block]) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

/** What the compiler says of files that exist only here, with the settings of the project: one program, since it reads all of aws-cdk-lib. */
function complaintsAbout(files: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), (path) => ts.sys.readFile(path));
  // A page shows what is made, not all that is done with it.
  const options = { ...ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options, noUnusedLocals: false };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => files.has(path)
    ? ts.createSourceFile(path, files.get(path)!, language)
    : getSourceFile(path, language, ...rest);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path))
    .map(({ messageText }) => `${basename(path)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`));
}

const fileOf = (name: string) => join(ROOT, 'test/docs', `${name}.ts`);
const WRONG = "import { SageMakerRoleType } from 'cdk-sagemaker-execution-role';\nexport const role = SageMakerRoleType.TRAINNG;\n";

test('the code of the pages compiles, and what does not would be noticed', () => {
  const snippets = PAGES.flatMap((page) => typeScriptOf(page).map((block, index): [string, string] =>
    [fileOf(`${page.replace(/\W/g, '-')}-${index + 1}`), block]));

  expect(snippets.filter(([file]) => file.includes('docs-moving-from'))).toHaveLength(3);
  expect(complaintsAbout(new Map([...snippets, [fileOf('wrong'), WRONG]]))).toEqual([
    "wrong.ts: Property 'TRAINNG' does not exist on type 'typeof SageMakerRoleType'. Did you mean 'TRAINING'?",
  ]);
});
