import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from './packages';
import { Plan } from './plan';
import { runCommand } from '../verify/consumers/run-command';

const SUMS = 'SHA256SUMS';

/** The packages that dist/ must have. `{version}` is the version of the release. */
const PACKAGES: readonly string[] = [
  'js/cdk-sagemaker-execution-role-{version}.tgz',
  'python/cdk_sagemaker_execution_role-{version}-py3-none-any.whl',
  'python/cdk_sagemaker_execution_role-{version}.tar.gz',
  ...['.pom', '.jar', '-sources.jar', '-javadoc.jar'].map((ending) =>
    `java/io/github/cdk-sagemaker-execution-role/cdk-sagemaker-execution-role/{version}/cdk-sagemaker-execution-role-{version}${ending}`),
  'go/cdksagemakerexecutionrole/go.mod',
  'go/cdksagemakerexecutionrole/jsii/cdk-sagemaker-execution-role-{version}.tgz',
  'cdk-sagemaker-execution-role.cdx.json',
];

/** Writes what the release workflow reads: version, tag, notes and checksums. */
export function describeDist(dist: string, { version, tag, section }: Pick<Plan, 'version' | 'tag' | 'section'>): void {
  writeFileSync(join(dist, 'version.txt'), `${version}\n`);
  writeFileSync(join(dist, 'releasetag.txt'), `${tag}\n`);
  writeFileSync(join(dist, 'changelog.md'), `${section}\n`);
  writeFileSync(join(dist, SUMS), checksums(dist));
}

/** The SHA-256 of every file, in the form of `sha256sum`. */
export function checksums(dist: string): string {
  return filesOf(dist).filter((file) => file !== SUMS)
    .map((file) => `${createHash('sha256').update(readFileSync(join(dist, file))).digest('hex')}  ${file}\n`).join('');
}

/** The packages that are missing, and those with another version inside, one line each. */
export function distProblems(dist: string, version: string): string[] {
  const files = filesOf(dist);
  const missing = PACKAGES.map((file) => file.replaceAll('{version}', version)).filter((file) => !files.includes(file));
  if (missing.length > 0) {
    return missing.map((file) => `${file} is missing`);
  }
  return Object.entries(versionsInside(dist, version)).filter(([, inside]) => inside !== version)
    .map(([where, inside]) => `${where} says version ${inside}, not ${version}`);
}

/** The versions that the packages say about themselves. */
function versionsInside(dist: string, version: string): Record<string, string | undefined> {
  const name = 'cdk-sagemaker-execution-role';
  const tarball = join(dist, `js/${name}-${version}.tgz`);
  const packed = (file: string) => runCommand('tar', ['-xOzf', tarball, `package/${file}`]).output;
  const zipped = (file: string, member: string) =>
    runCommand('python3', ['-c', 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())', join(dist, file), member]).output;
  const text = (file: string) => readFileSync(join(dist, file), 'utf8');
  const python = `cdk_sagemaker_execution_role-${version}`;
  return {
    'the npm package': JSON.parse(packed('package.json')).version,
    "the npm package's command line": printedBy(packed('assets/cli/main.js'), '--version'),
    'the wheel': /^Version: (.*)$/m.exec(zipped(`python/${python}-py3-none-any.whl`, `${python}.dist-info/METADATA`))?.[1],
    'the pom': new RegExp(`<artifactId>${name}</artifactId>\\s*<version>(.*?)</version>`)
      .exec(text(`java/io/github/${name}/${name}/${version}/${name}-${version}.pom`))?.[1],
    'the Go module': text('go/cdksagemakerexecutionrole/version').trim(),
    'the bill of materials': JSON.parse(text(`${name}.cdx.json`)).metadata.component.version,
  };
}

/** The output of a script. */
function printedBy(script: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, ['--input-type=commonjs', '-', ...args], { input: script, encoding: 'utf8' }).trim();
}
