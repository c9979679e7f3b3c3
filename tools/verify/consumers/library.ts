import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, CONSUMERS, freshApp, PROJECT } from './folders';
import { makeFrom } from './made-from';
import { runCommand } from './run-command';
import { makePackages, packJavaScript, Target, translateExamples } from '../../release/packages';

/** The sources of the library, and the output of the compiler. */
const SOURCES = ['src', 'policies', 'tools/compile', 'package.json', 'README.md'];
const COMPILED = ['.jsii', 'lib/index.js', 'assets/handler/index/index.js', 'assets/cli/main.js'];

const NAME = 'cdk-sagemaker-execution-role';

/** The library as a TypeScript app has it, beside the release of aws-cdk-lib that every consumer uses. */
const INSTALLED = join(freshApp('typescript'), 'node_modules', NAME);

/** Shared by the jar's build and the Java app. */
export const MAVEN_REPOSITORY = join(CACHE, 'maven');

/** The packages that the apps install. */
export interface Library {
  readonly version: string;
  readonly tarball: string;
  /** The folder with the package of a language, which is made first if it is missing or older than the tarball. */
  packageOf(target: Target, tools: readonly string[]): string;
}

/** The library of the working tree. Compiles it if a source is newer than the output. */
export function builtLibrary(): Library {
  if (isStale(SOURCES.map(inProject), COMPILED.map(inProject))) {
    console.log('Compiling the library …');
    runCommand('npx', ['projen', 'compile'], { cwd: PROJECT });
  }
  rmSync(join(CACHE, 'npm'), { recursive: true, force: true });
  const tarball = packJavaScript(PROJECT, join(CACHE, 'npm'));
  return {
    version: JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')).version,
    tarball,
    packageOf: (target, tools) => builtPackage(tarball, target, tools),
  };
}

/** The packages that `npm run release` has left in a folder. */
export function releasedLibrary(dist: string): Library {
  const file = join(dist, 'version.txt');
  if (!existsSync(file)) {
    throw new Error(`${dist} has no version.txt: run npm run release -- --dry-run first`);
  }
  const version = readFileSync(file, 'utf8').trim();
  return { version, tarball: join(dist, 'js', `${NAME}-${version}.tgz`), packageOf: (target) => join(dist, target) };
}

/** The package is made from the installed library, since the Go module requires the release of aws-cdk-lib that it finds there. */
function builtPackage(tarball: string, target: Target, tools: readonly string[]): string {
  const packages = join(CACHE, 'packages');
  const folder = join(packages, target);
  makeFrom(folder, {
    files: [tarball, join(CONSUMERS, 'typescript/package.json'), join(PROJECT, 'node_modules/jsii-pacmak/package.json')], texts: tools,
  }, () => {
    rmSync(folder, { recursive: true, force: true });
    makeFrom(join(INSTALLED, '.jsii.tabl.json'), { files: [tarball] }, () => translateExamples(INSTALLED));
    makePackages(INSTALLED, [target], packages, MAVEN_REPOSITORY);
  });
  return folder;
}

/** Whether something is missing that is made from the sources, or older than one of them. */
export function isStale(sources: readonly string[], made: readonly string[]): boolean {
  if (!made.every((file) => existsSync(file))) {
    return true;
  }
  const changed = (file: string) => statSync(file).mtimeMs;
  return Math.max(...sources.flatMap(filesOf).map(changed)) > Math.min(...made.map(changed));
}

function filesOf(path: string): string[] {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesOf(join(path, name))) : [path];
}

function inProject(path: string): string {
  return join(PROJECT, path);
}
