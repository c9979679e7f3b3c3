import { execFileSync } from 'child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { ROOT } from './project';

/** The package as npm publishes it: the file and its contents. */
export interface Tarball {
  readonly file: string;
  /** By their paths in the package. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

/** Packs the project as it is built, into a folder that is emptied first. */
export function packTarball(folder: string): Tarball {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  }));
  execFileSync('tar', ['-xzf', filename], { cwd: folder });
  return { file: join(folder, filename), contents: readFolder(join(folder, 'package')) };
}

function readFolder(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length + 1).replace(/\\/g, '/'), readFileSync(path)];
  }));
}
