import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What something is made from. */
export interface Ingredients {
  /** Files whose contents count. */
  readonly files: readonly string[];
  /** Whatever else counts, such as the versions of tools. */
  readonly texts?: readonly string[];
}

/** Makes something, unless it is there and was made from the same: a stamp beside it, written last, tells. */
export function makeFrom(target: string, { files, texts = [] }: Ingredients, make: () => void): void {
  const stamp = `${target}.stamp`;
  const wanted = digest(files, texts);
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  rmSync(stamp, { force: true });
  make();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function digest(files: readonly string[], texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of [...files.map((file) => readFileSync(file)), ...texts]) {
    hash.update(`${part.length}\n`).update(part);
  }
  return hash.digest('hex');
}
