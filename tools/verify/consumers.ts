import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Consumer, TestRun } from './consumers/consumer';
import { CACHE, PROJECT } from './consumers/folders';
import { copyApps, removeApps } from './consumers/fresh-apps';
import { go } from './consumers/go';
import { java } from './consumers/java';
import { builtLibrary, Library, releasedLibrary } from './consumers/library';
import { python } from './consumers/python';
import { requireTools } from './consumers/required-tool';
import { counts, mergedReport } from './consumers/test-report';
import { typescript } from './consumers/typescript';
import { printTable } from '../demo/print-table';

const LANGUAGES: Readonly<Record<string, Consumer>> = { python, java, go };
const REPORTS = join(PROJECT, 'test-reports');

/** How an app fared. */
interface Outcome {
  readonly language: string;
  readonly good: boolean;
  readonly what: string;
  readonly installing: number;
  readonly testing: number;
}

async function main(args: readonly string[]): Promise<void> {
  const { values: { dist }, positionals: asked } = parseArgs({
    args: [...args], allowPositionals: true, options: { dist: { type: 'boolean', default: false } },
  });
  const unknown = asked.filter((language) => !(language in LANGUAGES));
  if (unknown.length > 0) {
    throw new Error(`there is no consumer '${unknown.join("', '")}': use some of ${Object.keys(LANGUAGES).join(', ')}, or none for all`);
  }
  const languages = asked.length > 0 ? [...new Set(asked)] : Object.keys(LANGUAGES);
  rmSync(join(CACHE, 'reports'), { recursive: true, force: true });
  [REPORTS, join(CACHE, 'reports')].forEach((folder) => mkdirSync(folder, { recursive: true }));
  const start = performance.now();
  const library = dist ? releasedLibrary(join(PROJECT, 'dist')) : builtLibrary();
  const packing = secondsSince(start);
  copyApps();
  const outcomes = [await tryOut('typescript', typescript, library)];
  // The other languages are compared with TypeScript, so it must pass first.
  if (outcomes[0].good) {
    for (const language of languages) {
      outcomes.push(await tryOut(language, LANGUAGES[language], library));
    }
  }
  console.log(`\nVersion ${library.version} was ${dist ? 'taken from dist/' : 'packed'} in ${packing} s, and installed from registries of this machine.\n`);
  printTable(['', 'language', 'result', 'installing, s', 'testing, s'], outcomes.map(({ good, language, what, installing, testing }) =>
    [good ? '✓' : '✗', language, what, installing, testing]));
  process.exitCode = outcomes.every(({ good }) => good) ? 0 : 1;
}

async function tryOut(language: string, consumer: Consumer, library: Library): Promise<Outcome> {
  console.log(`\n${language}`);
  let installing = 0;
  let run: TestRun = { succeeded: false, reports: [] };
  try {
    requireTools(consumer.tools);
    let start = performance.now();
    await consumer.install(library);
    installing = secondsSince(start);
    start = performance.now();
    run = consumer.test();
    const testing = secondsSince(start);
    const report = mergedReport(language, run.reports);
    writeFileSync(join(REPORTS, `consumers-${language}.xml`), report);
    const { tests, failed } = counts(report);
    // A runner without tests fails.
    return { language, good: run.succeeded && tests > 0 && failed === 0, what: `${tests - failed} passed, ${failed} failed`, installing, testing };
  } catch (error) {
    console.error((error as Error).message);
    return { language, good: false, what: 'could not be tried', installing, testing: 0 };
  }
}

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 1000);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
}).finally(removeApps);
