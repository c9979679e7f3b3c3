import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CACHE } from './folders';
import { runCommand } from './run-command';

const REGISTRIES = join(CACHE, 'registries');
const NAME = 'cdk-sagemaker-execution-role';

/** Makes an index of Python packages with one wheel, as PEP 503 describes it. Returns its address. */
export function makePythonIndex(wheels: string, registries = REGISTRIES): string {
  const index = emptied(join(registries, 'python'));
  const folder = join(index, NAME);
  mkdirSync(folder);
  const wheel = readdirSync(wheels).find((file) => file.endsWith('.whl'))!;
  cpSync(join(wheels, wheel), join(folder, wheel));
  const hash = createHash('sha256').update(readFileSync(join(folder, wheel))).digest('hex');
  writeFileSync(join(folder, 'index.html'), `<!DOCTYPE html>\n<a href="${wheel}#sha256=${hash}">${wheel}</a>\n`);
  return pathToFileURL(index).href;
}

/** Makes a folder in the form of a Go module proxy with one version of one module. Returns its address. */
export function makeGoProxy(moduleFolder: string, module: string, version: string, registries = REGISTRIES): string {
  const proxy = emptied(join(registries, 'go'));
  const versions = join(proxy, module, '@v');
  mkdirSync(versions, { recursive: true });
  writeFileSync(join(versions, 'list'), `${version}\n`);
  writeFileSync(join(versions, `${version}.info`), JSON.stringify({ Version: version }));
  cpSync(join(moduleFolder, 'go.mod'), join(versions, `${version}.mod`));
  // A module is published as a tag of a repository, and git writes the archive that a proxy makes of it.
  const repository = emptied(join(registries, 'go-repository'));
  const git = (...args: string[]) => runCommand('git', ['-c', 'user.name=release', '-c', 'user.email=release@example.com', ...args], { cwd: repository });
  cpSync(moduleFolder, repository, { recursive: true });
  git('init', '--quiet');
  git('add', '--force', '.');
  git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', version);
  git('archive', '--format=zip', `--prefix=${module}@${version}/`, `--output=${join(versions, `${version}.zip`)}`, 'HEAD');
  return pathToFileURL(proxy).href;
}

function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
