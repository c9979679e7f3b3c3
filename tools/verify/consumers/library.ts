import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CACHE, CONSUMERS, PACKAGES, PROJECT, TARBALL } from './folders';
import { makeFrom } from './made-from';
import { runCommand } from './run-command';

/** The sources of the library, and the output of the compiler. */
const SOURCES = ['src', 'policies', 'package.json', 'README.md'];
const COMPILED = ['.jsii', 'lib/index.js', 'assets/handler/index/index.js', 'assets/cli/main.js'];

/** The library as a TypeScript app has it, beside the release of aws-cdk-lib that every consumer uses. */
const INSTALLED = join(CONSUMERS, 'typescript/node_modules/cdk-sagemaker-execution-role');

const PACMAK = join(PROJECT, 'node_modules/jsii-pacmak');

/** The examples of README and docstrings, in every language: pacmak looks for them there. */
const EXAMPLES = join(INSTALLED, '.jsii.tabl.json');

/** Shared by the jar's build and the Java app. */
export const MAVEN_REPOSITORY = join(CACHE, 'maven');

/** Packs the library with npm, and compiles it first if a source is newer than the output. */
export function packLibrary(): void {
  if (isStale(SOURCES.map(inProject), COMPILED.map(inProject))) {
    console.log('Compiling the library …');
    runCommand('npx', ['projen', 'compile'], { cwd: PROJECT });
  }
  const folder = dirname(TARBALL);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  runCommand('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: PROJECT });
  renameSync(join(folder, readdirSync(folder)[0]), TARBALL);
}

/**
 * The wheel, the jar or the Go module.
 *
 * It is made from the installed package, since the Go module demands the release of aws-cdk-lib that it finds there.
 */
export function buildPackage(target: 'python' | 'java' | 'go', tools: readonly string[]): void {
  const folder = join(PACKAGES, target);
  makeFrom(folder, {
    files: [TARBALL, join(CONSUMERS, 'typescript/package.json'), join(PACMAK, 'package.json')], texts: tools,
  }, () => {
    rmSync(folder, { recursive: true, force: true });
    translateExamples();
    runCommand(process.execPath, [
      join(PACMAK, 'bin/jsii-pacmak'), '--no-npmignore', '--target', target, '--outdir', PACKAGES,
      '--maven-local-repository', MAVEN_REPOSITORY, INSTALLED,
    ], { cwd: PROJECT });
  });
}

function translateExamples(): void {
  makeFrom(EXAMPLES, { files: [TARBALL] }, () => {
    runCommand(process.execPath, [
      join(PROJECT, 'node_modules/jsii-rosetta/bin/jsii-rosetta'), 'extract', '--strict', '--directory', join(CONSUMERS, 'typescript'), INSTALLED,
    ], { cwd: PROJECT });
  });
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
