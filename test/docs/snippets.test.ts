import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { basename, dirname, join } from 'path';
import * as ts from 'typescript';
import { PAGE_APPS } from './typescript-apps';

const ROOT = join(__dirname, '../..');

/** The compiler's errors about files that exist only here. It's one program for all files, because loading aws-cdk-lib is slow. */
function complaintsAbout(files: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), (path) => ts.sys.readFile(path));
  // An example may declare a role without using it.
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

test('compiles the code of the pages, and notices code that does not compile', () => {
  const files = PAGE_APPS.map(({ name, code }): [string, string] => [fileOf(name), code]);

  expect(PAGE_APPS.map(({ name }) => name)).toEqual(expect.arrayContaining(['README-md-1', 'README-md-2', 'docs-guide-md-fragments', 'docs-moving-from-md-3']));
  expect(complaintsAbout(new Map([...files, [fileOf('wrong'), WRONG]]))).toEqual([
    "wrong.ts: Property 'TRAINNG' does not exist on type 'typeof SageMakerRoleType'. Did you mean 'TRAINING'?",
  ]);
});

test.each(PAGE_APPS.map((app) => [app.name, app] as const))('synthesizes the code of %s', (_, { code, stacks }) => {
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'));
  try {
    writeFileSync(join(folder, 'app.ts'), code);
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(dirname(require.resolve('aws-cdk-lib/package.json')), join(folder, 'node_modules', 'aws-cdk-lib'), 'junction');
    execFileSync(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', join(ROOT, 'tsconfig.dev.json'), 'app.ts'], {
      cwd: folder,
      stdio: 'pipe',
      // The variables that the CDK command line sets.
      env: { ...process.env, CDK_OUTDIR: join(folder, 'cdk.out'), CDK_VALIDATION: 'false' },
    });
    const templates = readdirSync(join(folder, 'cdk.out')).filter((file) => file.endsWith('.template.json'));
    expect(templates.sort()).toEqual(stacks.map((stack) => `${stack}.template.json`).sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
