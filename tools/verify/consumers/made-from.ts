import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The ingredients of a target. */
export interface Ingredients {
  /** Files whose contents count. */
  readonly files: readonly string[];
  /** Other ingredients, such as the versions of tools. */
  readonly texts?: readonly string[];
}

/** Makes a target, unless it was made from the same ingredients. The stamp file beside it has their digest, and is written last. */
export function makeFrom(target: string, { files, texts = [] }: Ingredients, make: () => void): void {
  const stamp = `${target}.stamp`;
  const expected = digest(files, texts);
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === expected) {
    return;
  }
  rmSync(stamp, { force: true });
  make();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, expected);
}

function digest(files: readonly string[], texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of [...files.map((file) => readFileSync(file)), ...texts]) {
    hash.update(`${part.length}\n`).update(part);
  }
  return hash.digest('hex');
}
