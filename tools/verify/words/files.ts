import { execFileSync } from 'node:child_process';
import { commentLines } from './comment-lines';
import { jsonTexts } from './json-texts';
import { markdownTexts } from './markdown-texts';
import { Text } from './texts';
import { typescriptTexts } from './typescript-texts';

/** The files that have English of ours. */
const CHECKED = /^(README|CONTRIBUTING|CHANGELOG)\.md$|^\.projenrc\.ts$|^\.ci\/run$|^(docs|policies|src|test|testing|corpus|tools|examples|consumers)\/.*\.(ts|cjs|mjs|js|json|md|py|java|go)$/;

/** Files that are written by others or by a program, or that list the banned words. */
const SKIPPED = /^docs\/permissions\.md$|^test\/(browser\/models|report\/templates|parity\/sdk-roles)|^src\/.*authorization.*\.json$|^tools\/verify\/words\/\w+\.json$|^test\/tools\/words\/|package(-lock)?\.json$|tsconfig\.json$/;

/** The tracked and new files to check, below the given paths. */
export function filesToCheck(root: string, paths: readonly string[]): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...paths], { cwd: root, encoding: 'utf8' })
    .split('\0').filter((path) => CHECKED.test(path) && !SKIPPED.test(path)).sort();
}

/** The English of a file. */
export function textsOf(path: string, content: string): Text[] {
  switch (/\.(\w+)$/.exec(path)?.[1]) {
    case 'md': return markdownTexts(content);
    case 'json': return jsonTexts(content, path);
    case 'ts': case 'cjs': case 'mjs': case 'js': return typescriptTexts(content, path);
    default: return commentLines(content);
  }
}
