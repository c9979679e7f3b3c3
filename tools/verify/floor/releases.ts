import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

/** The releases of aws-cdk-lib and constructs that the package is used with. */
export interface Releases {
  readonly cdk: string;
  readonly constructs: string;
}

/** The oldest releases that package.json lets a consumer install. */
export function oldestReleases(root: string): Releases {
  const { peerDependencies } = readJson(join(root, 'package.json'));
  return { cdk: lowest(peerDependencies['aws-cdk-lib']), constructs: lowest(peerDependencies.constructs) };
}

/** The releases that the project is developed with. */
export function developedReleases(root: string): Releases {
  const versionOf = (name: string) => readJson(join(root, 'node_modules', name, 'package.json')).version;
  return { cdk: versionOf('aws-cdk-lib'), constructs: versionOf('constructs') };
}

/** The newest releases of the majors that are supported. */
export function newestReleases(): Releases {
  return { cdk: newest('aws-cdk-lib@2'), constructs: newest('constructs@10') };
}

export function titleOf({ cdk, constructs }: Releases): string {
  return `aws-cdk-lib ${cdk}, constructs ${constructs}`;
}

export function same(one: Releases, other: Releases): boolean {
  return titleOf(one) === titleOf(other);
}

/** The lower end of a caret range. Other forms of ranges aren't supported. */
function lowest(range: string): string {
  const version = /^\^(\d+\.\d+\.\d+)$/.exec(range)?.[1];
  if (version === undefined) {
    throw new Error(`'${range}' isn't a range of the form ^1.2.3`);
  }
  return version;
}

function newest(range: string): string {
  const versions: string | string[] = JSON.parse(execFileSync('npm', ['view', range, 'version', '--json'], {
    encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'],
  }));
  return highest([versions].flat());
}

/** The highest of some versions. npm lists them in the order of their publication. */
export function highest(versions: readonly string[]): string {
  return [...versions].sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1)!;
}

function readJson(file: string): any {
  return JSON.parse(readFileSync(file, 'utf8'));
}
