import { spawnSync } from 'child_process';
import { readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

export type Selection = 'all' | 'cdk' | 'none';

/** The project's tests, sorted. */
export function testFiles(project: string): string[] {
  return readdirSync(join(project, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts')).map((file) => `test/${file.replace(/\\/g, '/')}`).sort();
}

/** Those of the tests that load or look for aws-cdk-lib or constructs, directly or through a file of the project. */
export function testsThatLoadCdk(project: string, tests: readonly string[]): string[] {
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

/** Checks the types of the copied project, but for the tests that are left out; true if nothing is wrong. */
export function checkTypes(root: string, project: string, leftOut: readonly string[]): boolean {
  const config = {
    extends: './tsconfig.dev.json',
    include: ['src', 'test', 'examples'],
    exclude: ['node_modules', ...leftOut],
  };
  writeFileSync(join(project, 'tsconfig.floor.json'), `${JSON.stringify(config, undefined, 2)}\n`);
  return run(root, 'typescript/bin/tsc', ['--noEmit', '--project', 'tsconfig.floor.json'], project);
}

/** Runs tests of the copied project. Snapshots are written there as they come out, to be compared value by value. */
export function runTests(root: string, project: string, tests: readonly string[]): boolean {
  return run(root, 'jest/bin/jest.js', ['--ci=false', '--updateSnapshot', '--maxWorkers=2', '--runTestsByPath', ...tests], project);
}

function run(root: string, program: string, args: readonly string[], cwd: string): boolean {
  return spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], { cwd, stdio: 'inherit' }).status === 0;
}
