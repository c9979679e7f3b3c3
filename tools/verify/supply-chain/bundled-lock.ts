import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { BundledPackage } from './bundled-packages';
import { Manifest } from './project';

interface LockEntry {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dependencies?: Record<string, string>;
}

/**
 * Writes a folder with the bundled packages as dependencies of the project, since npm's tools don't see bundled code.
 * Versions and checksums are those of the project's lock file.
 */
export function writeBundledLock(root: string, manifest: Manifest, packages: readonly BundledPackage[], folder: string): void {
  const locked: Record<string, LockEntry> = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const folders = new Set(packages.map((one) => one.folder));
  const { name, version, description, license, author } = manifest;
  const own = {
    name,
    version,
    description,
    license,
    author,
    dependencies: Object.fromEntries(packages.filter((one) => one.folder === `node_modules/${one.name}`).map((one) => [one.name, one.version])),
  };
  const entries = packages.map((one) => [one.folder, bundledEntry(locked[one.folder], one.folder, folders)]);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeJson(join(folder, 'package.json'), own);
  writeJson(join(folder, 'package-lock.json'), { name, version, lockfileVersion: 3, requires: true, packages: { '': own, ...Object.fromEntries(entries) } });
}

/** A package's entry without the dependencies that the bundler omits, and without `dev`, which is only true for the project's own folder. */
function bundledEntry(entry: LockEntry, folder: string, bundled: ReadonlySet<string>): LockEntry {
  const { version, resolved, integrity, license, dependencies = {} } = entry;
  const left = Object.entries(dependencies).filter(([name]) => placesOf(name, folder).some((place) => bundled.has(place)));
  return { version, resolved, integrity, license, dependencies: Object.fromEntries(left) };
}

/** Where Node.js looks for a package from a folder, nearest first: `node_modules/a/node_modules/b`, `node_modules/b`. */
function placesOf(name: string, folder: string): string[] {
  const parents = folder.split('/node_modules/').map((_, index, parts) => parts.slice(0, parts.length - index).join('/node_modules/'));
  return [...parents.map((parent) => `${parent}/node_modules/${name}`), `node_modules/${name}`];
}

function writeJson(file: string, content: unknown): void {
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
}
