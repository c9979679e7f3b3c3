import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compare } from 'semver';
import { runCommand } from '../verify/consumers/run-command';

const PROJECT = join(__dirname, '../..');
const PACMAK = join(PROJECT, 'node_modules/jsii-pacmak/bin/jsii-pacmak');
const ROSETTA = join(PROJECT, 'node_modules/jsii-rosetta/bin/jsii-rosetta');

/** The languages that jsii makes packages for, except TypeScript. */
export type Target = 'python' | 'java' | 'go';

/** Packs a compiled project with npm, and returns the file. */
export function packJavaScript(project: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const [{ filename }] = JSON.parse(runCommand('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: project }).output);
  return join(folder, filename);
}

/**
 * Installs a packed library beside the oldest releases that it supports, and returns the folder of the library.
 *
 * The packages of other languages are made from there: the Go module requires the release of aws-cdk-lib that jsii-pacmak finds.
 */
export function installBesideOldest(tarball: string, folder: string): string {
  const { name, peerDependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const oldest = oldestOf(peerDependencies);
  const ofCdk: Record<string, string> = npmView(`aws-cdk-lib@${oldest['aws-cdk-lib']}`, 'dependencies');
  const jsiiPackages = Object.entries<string>(ofCdk).filter(([dependency]) => dependency.startsWith('@aws-cdk/'));
  mkdirSync(folder, { recursive: true });
  // The Go module requires the releases of these as well.
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, overrides: oldestOf(Object.fromEntries(jsiiPackages)) }));
  runCommand('npm', [
    'install', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', tarball,
    ...Object.entries(oldest).map(([peer, version]) => `${peer}@${version}`),
  ], { cwd: folder });
  return join(folder, 'node_modules', name);
}

/** The oldest published version of each range. */
function oldestOf(ranges: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(ranges).map(([name, range]) =>
    [name, [npmView(`${name}@${range}`, 'version')].flat().sort(compare)[0]]));
}

function npmView(packages: string, field: string): any {
  return JSON.parse(runCommand('npm', ['view', '--json', packages, field]).output);
}

/** Compiles the examples of an installed library, so that its packages have them in every language. */
export function translateExamples(installed: string): void {
  runCommand(process.execPath, [ROSETTA, 'extract', '--strict', '--directory', dirname(dirname(installed)), installed], { cwd: PROJECT });
}

/** Makes the packages of other languages from an installed library, each in a folder of its language. */
export function makePackages(installed: string, targets: readonly Target[], folder: string, mavenRepository: string): void {
  runCommand(process.execPath, [
    PACMAK, '--no-npmignore', ...targets.flatMap((target) => ['--target', target]), '--outdir', folder,
    '--maven-local-repository', mavenRepository, installed,
  ], { cwd: PROJECT });
}

/** The files of a folder and its folders, as sorted paths relative to it. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replace(/\\/g, '/')).sort();
}
