import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { basename, dirname, join } from 'path';
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

const SNIPPETS = PAGES.flatMap((page) => typeScriptOf(page).map((block, index): [string, string] => [`${page.replace(/\W/g, '-')}-${index + 1}`, block]));

test('the code of the pages compiles, and what does not would be noticed', () => {
  const snippets = SNIPPETS.map(([name, block]): [string, string] => [fileOf(name), block]);

  expect(snippets.filter(([file]) => file.includes('docs-moving-from'))).toHaveLength(3);
  expect(complaintsAbout(new Map([...snippets, [fileOf('wrong'), WRONG]]))).toEqual([
    "wrong.ts: Property 'TRAINNG' does not exist on type 'typeof SageMakerRoleType'. Did you mean 'TRAINING'?",
  ]);
});

test.each(SNIPPETS)('%s can be synthesized as it is typed', (_, block) => {
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'));
  try {
    writeFileSync(join(folder, 'app.ts'), block);
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(dirname(require.resolve('aws-cdk-lib/package.json')), join(folder, 'node_modules', 'aws-cdk-lib'), 'junction');
    execFileSync(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', join(ROOT, 'tsconfig.dev.json'), 'app.ts'], {
      cwd: folder,
      stdio: 'pipe',
      // What CDK's command line tells an app.
      env: { ...process.env, CDK_OUTDIR: join(folder, 'cdk.out'), CDK_VALIDATION: 'false' },
    });
    expect(readdirSync(join(folder, 'cdk.out')).filter((file) => file.endsWith('.template.json'))).toEqual(['Team.template.json']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
