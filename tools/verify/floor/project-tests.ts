import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { TestFiles } from './selections';

/** The test files of a project, sorted. */
export function testFilesOf(project: string): TestFiles {
  const all = readdirSync(join(project, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts')).map((file) => `test/${file.replace(/\\/g, '/')}`).sort();
  return { all, loadCdk: testsThatLoadCdk(project, all) };
}

/** The tests that import or resolve aws-cdk-lib or constructs, directly or through a file of the project. */
function testsThatLoadCdk(project: string, tests: readonly string[]): string[] {
  const { metafile } = buildSync({
    absWorkingDir: project,
    entryPoints: [...tests],
    bundle: true,
    packages: 'external',
    platform: 'node',
    outdir: 'out',
    write: false,
    metafile: true,
    tsconfig: 'tsconfig.dev.json',
    loader: { '.snap': 'text' },
    logLevel: 'error',
  });
  const loadsCdk = (input: string) => metafile.inputs[input].imports.some(({ path }) => /^(aws-cdk-lib|constructs)(\/|$)/.test(path));
  return Object.values(metafile.outputs).filter(({ inputs }) => Object.keys(inputs).some(loadsCdk))
    .map(({ entryPoint }) => entryPoint!).sort();
}

/** Checks the types of the copied project without the omitted tests. Returns true if there are no errors. */
export function checkTypes(root: string, project: string, omittedTests: readonly string[]): boolean {
  const config = {
    extends: './tsconfig.dev.json',
    include: ['src', 'test', 'examples'],
    exclude: ['node_modules', ...omittedTests],
  };
  writeFileSync(join(project, 'tsconfig.floor.json'), `${JSON.stringify(config, undefined, 2)}\n`);
  return succeeds(root, 'typescript/bin/tsc', ['--noEmit', '--project', 'tsconfig.floor.json'], project);
}

/** Runs tests of the copied project. Jest updates the snapshots there, so that they can be compared value by value. */
export function runTests(root: string, project: string, tests: readonly string[]): boolean {
  return succeeds(root, 'jest/bin/jest.js', ['--ci=false', '--updateSnapshot', '--maxWorkers=2', '--runTestsByPath', ...tests], project);
}

function succeeds(root: string, program: string, args: readonly string[], cwd: string): boolean {
  return spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], { cwd, stdio: 'inherit' }).status === 0;
}
