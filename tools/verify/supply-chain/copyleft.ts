import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

/** A package that is used here, and must not be shipped. */
export interface CopyleftPackage {
  readonly name: string;
  readonly folder: string;
}

/** The names of the licences of this family. */
const LICENCE_WORDS = /\bAGPL\b|GNU (AFFERO )?GENERAL PUBLIC/i;
const SHORTEST_SENTENCE = 32;

/** The installed packages under AGPL or GPL alone, as the lock file has them. */
export function copyleftPackages(root: string): CopyleftPackage[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries<{ license?: string }>(packages)
    .filter(([, { license = '' }]) => /\bA?GPL\b/.test(license) && !/\bOR\b/.test(license))
    .map(([folder]) => ({ name: folder.replace(/^.*node_modules\//, ''), folder }));
}

/**
 * The string literals of a package's code that are long enough to be unique. They survive bundling and minifying, names do not.
 */
export function sentencesOf(root: string, one: CopyleftPackage): string[] {
  const files = readdirSync(join(root, one.folder), { recursive: true, encoding: 'utf8' }).filter((file) => /\.[cm]?js$/.test(file));
  const sentences = files.flatMap((file) => [...readFileSync(join(root, one.folder, file), 'utf8').matchAll(/(['"`])((?:(?!\1)[^\\\n])+)\1/g)])
    .map(([, , sentence]) => sentence)
    // Words and spaces: other packages may have the same paths of modules or names of actions.
    .filter((sentence) => sentence.length >= SHORTEST_SENTENCE && sentence.split(' ').length > 3 && !sentence.includes('${'));
  return [...new Set(sentences)].sort();
}

/** The traces of copyleft packages in the given files, one line each. */
export function copyleftProblems(root: string, packages: readonly CopyleftPackage[], contents: ReadonlyMap<string, Buffer>): string[] {
  const traces = packages.flatMap((one) => sentencesOf(root, one).map((sentence) => ({ name: one.name, sentence })));
  return [...contents].flatMap(([path, bytes]) => {
    const text = shippedText(path, bytes);
    return [
      ...packages.filter(({ name }) => text.includes(name)).map(({ name }) => `${path} names ${name}`),
      ...traces.filter(({ sentence }) => text.includes(sentence)).map(({ name, sentence }) => `${path} has “${sentence}” of ${name}`),
      ...(LICENCE_WORDS.test(text) ? [`${path} has words of a copyleft licence`] : []),
    ];
  });
}

/** package.json names development dependencies, but users of the package do not install them. */
function shippedText(path: string, bytes: Buffer): string {
  if (path !== 'package.json') {
    return bytes.toString('utf8');
  }
  const { devDependencies, ...rest } = JSON.parse(bytes.toString('utf8'));
  return JSON.stringify(rest);
}
