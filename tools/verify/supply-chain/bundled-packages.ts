import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative, resolve } from 'path';

/** The part of esbuild's metafile that is used here. */
export interface Metafile {
  readonly outputs: Record<string, { readonly inputs: Record<string, { readonly bytesInOutput: number }> }>;
}

/** A package whose code, or data, is in one of the project's bundles. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As package.json has it: an SPDX identifier or expression. */
  readonly licence: string;
  /** Where it is installed, from the project's root: `node_modules/commander`. */
  readonly folder: string;
  /** The bundles that hold code or data of it. */
  readonly bundles: readonly string[];
  /** Its licence and notice files, by their names. */
  readonly legalFiles: ReadonlyMap<string, string>;
  readonly author?: string;
}

const BUNDLE_TASKS = ['bundle:handler/index', 'bundle:cli'];
const LEGAL_FILE = /^(licen[cs]e|copying|copyright|notice)([.-].*)?$/i;

/** The metafiles of the bundles. They are built again in another folder, so that no reader of the bundles is disturbed. */
export function readMetafiles(root: string): Metafile[] {
  const { tasks } = JSON.parse(readFileSync(join(root, '.projen', 'tasks.json'), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    return BUNDLE_TASKS.map((name) => {
      const [{ exec, execArgs = exec.split(' ') }] = tasks[name].steps;
      return bundle(root, folder, execArgs.slice(1));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bundle(root: string, folder: string, args: readonly string[]): Metafile {
  const metafile = join(folder, 'metafile.json');
  const elsewhere = args.map((arg) => arg.replace(/^--(outfile|outdir)=/, `$&${folder}/`));
  // A release builds in a copy whose node_modules is a link: without this option, packages would be outside of the copy.
  execFileSync(join(root, 'node_modules', '.bin', 'esbuild'), [...elsewhere, '--preserve-symlinks', `--metafile=${metafile}`], { cwd: root, stdio: 'pipe' });
  const { outputs }: Metafile = JSON.parse(readFileSync(metafile, 'utf8'));
  const places = Object.entries(outputs).map(([output, content]) => [relative(folder, resolve(root, output)).replace(/\\/g, '/'), content]);
  return { outputs: Object.fromEntries(places) };
}

/** The bundle that a file belongs to. The names of the function's parts have a hash. */
function bundleOf(output: string): string {
  return output.replace(/^assets\/handler\/modules\/.*/, 'assets/handler/index');
}

/** The packages with code or data in a bundle, sorted by name. Code that esbuild removes is not shipped. */
export function bundledPackages(root: string, metafiles: readonly Metafile[]): BundledPackage[] {
  const bundles = new Map<string, Set<string>>();
  for (const [output, { inputs }] of metafiles.flatMap((metafile) => Object.entries(metafile.outputs))) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = packageFolder(input) ?? sourceOfData(root, input);
      if (folder !== undefined && bytesInOutput > 0) {
        bundles.set(folder, (bundles.get(folder) ?? new Set()).add(bundleOf(output)));
      }
    }
  }
  return [...bundles].map(([folder, outputs]) => readPackage(root, folder, [...outputs].sort()))
    .sort((one, other) => compare(one.name, other.name) || compare(one.folder, other.folder));
}

/** `node_modules/a/node_modules/@b/c` of a file below it, also where a link leads there, undefined for a file of the project's own. */
function packageFolder(file: string): string | undefined {
  return /^(?:\.\.\/)*(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

/** The folder of the package that a data file of the project was made from. Such a file names the package: `"source": "@some/data 1.2.3"`. */
function sourceOfData(root: string, file: string): string | undefined {
  const source: unknown = file.endsWith('.json') ? JSON.parse(readFileSync(join(root, file), 'utf8')).source : undefined;
  return typeof source === 'string' ? `node_modules/${source.split(' ')[0]}` : undefined;
}

function readPackage(root: string, folder: string, bundles: readonly string[]): BundledPackage {
  const path = join(root, folder);
  const { name, version, license, author } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const legalFiles = readdirSync(path).filter((file) => LEGAL_FILE.test(file)).sort()
    .map((file): [string, string] => [file, readFileSync(join(path, file), 'utf8')]);
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : 'none',
    folder,
    bundles,
    legalFiles: new Map(legalFiles),
    author: typeof author === 'string' ? author.replace(/ *[<(].*/, '') : author?.name,
  };
}

// Not by the machine's language.
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
