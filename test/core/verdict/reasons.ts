import { readFileSync } from 'fs';
import { join } from 'path';

/** The members of the type Reason, from its source. */
export function reasonsOf(): string[] {
  const source = readFileSync(join(__dirname, '../../../src/core/verdict/verdict.ts'), 'utf8');
  return [...(/export type Reason =([^;]*);/.exec(source)?.[1] ?? '').matchAll(/'(\w+)'/g)].map(([, reason]) => reason);
}
