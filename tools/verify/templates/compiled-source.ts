import { execFileSync } from 'child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

/** The library as one commit has it, or as the working tree has it. */
export interface Source {
  readonly name: string;
  /** Has `src/`, `policies/` and, once compiled, `lib/`. */
  readonly folder: string;
}

/** The short hash of the commit that a reference names. */
export function commitOf(root: string, reference: string): string {
  return execFileSync('git', ['rev-parse', '--short', '--verify', `${reference}^{commit}`], { cwd: root, encoding: 'utf8' }).trim();
}

/** Takes `src/` and `policies/` out of a commit, without touching the working tree, and compiles them. */
export function committedSource(root: string, commit: string): Source {
  const folder = emptyFolder(root, commit);
  const archive = execFileSync('git', ['archive', '--format=tar', commit, 'src', 'policies'], { cwd: root, maxBuffer: 2 ** 28 });
  execFileSync('tar', ['-xf', '-'], { cwd: folder, input: archive });
  return compiled({ name: commit, folder });
}

/** Copies `src/` and `policies/` of the working tree, and compiles them. */
export function workingSource(root: string): Source {
  const folder = emptyFolder(root, 'working-tree');
  ['src', 'policies'].forEach((item) => cpSync(join(root, item), join(folder, item), { recursive: true }));
  return compiled({ name: 'the working tree', folder });
}

/** Whether the workloads of this source have `minimal`. Before that, `features` replaced the default features. */
export function hasMinimal({ folder }: Source): boolean {
  return sourceFiles(folder, false).some((file) => /^\s*readonly minimal\?: boolean;/m.test(readFileSync(file, 'utf8')));
}

/** The folder is inside the project, so that the library finds the project's `node_modules`. */
function emptyFolder(root: string, name: string): string {
  const folder = join(root, '.cache', 'templates', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Compiles file by file: a bundle would move the files that the library finds relative to its own. */
function compiled(source: Source): Source {
  buildSync({
    absWorkingDir: source.folder,
    entryPoints: sourceFiles(source.folder, true),
    outbase: 'src',
    outdir: 'lib',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  });
  return source;
}

function sourceFiles(folder: string, recursive: boolean): string[] {
  const src = join(folder, 'src');
  if (!existsSync(join(src, 'index.ts'))) {
    throw new Error(`${folder} has no src/index.ts`);
  }
  return readdirSync(src, { recursive, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => join(src, file));
}
