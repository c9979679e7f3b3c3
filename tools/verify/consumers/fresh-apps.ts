import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONSUMERS, FRESH, freshApp, PROJECT } from './folders';

/** The output of tools in the folders of the apps. */
const OUTPUT = ['node_modules', 'build', 'target', '__pycache__'];

/** Copies the sources of the apps, and the pages whose code they run, into empty folders. */
export function copyApps(): void {
  for (const entry of readdirSync(CONSUMERS)) {
    cpSync(join(CONSUMERS, entry), freshApp(entry), { recursive: true, filter: (path) => !OUTPUT.some((folder) => path.endsWith(`/${folder}`)) });
  }
  for (const page of ['README.md', 'docs'].filter((path) => existsSync(join(PROJECT, path)))) {
    cpSync(join(PROJECT, page), join(FRESH, page), { recursive: true });
  }
}

/** Writes the first program of README.md as a file of an app. */
export function writeReadmeProgram(file: string): void {
  const [, program] = /^```ts\n([^]*?)^```$/m.exec(readFileSync(join(PROJECT, 'README.md'), 'utf8'))!;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, program);
}

export function removeApps(): void {
  rmSync(FRESH, { recursive: true, force: true });
}
