import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const PAGE = join(__dirname, '..', '..', 'BENCHMARKS.md');

/**
 * Measures a section of BENCHMARKS.md, prints it, and writes it unless the command has `--short`.
 *
 * @param measure returns the section, and takes fewer samples if the run is short
 * @param start whether the section is the first of the page
 */
export async function runSection(measure: (short: boolean) => string | Promise<string>, start = false): Promise<void> {
  const { values: { short } } = parseArgs({ options: { short: { type: 'boolean', default: false } } });
  const text = await measure(short);
  console.log(text);
  if (!short) {
    (start ? writeFileSync : appendFileSync)(PAGE, text);
  }
}
