import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer, TestRun } from './consumers/consumer';
import { CACHE, PROJECT } from './consumers/folders';
import { go } from './consumers/go';
import { java } from './consumers/java';
import { packLibrary } from './consumers/library';
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

function main(asked: readonly string[]): void {
  const unknown = asked.filter((language) => !(language in LANGUAGES));
  if (unknown.length > 0) {
    throw new Error(`there is no consumer '${unknown.join("', '")}': use some of ${Object.keys(LANGUAGES).join(', ')}, or none for all`);
  }
  const languages = asked.length > 0 ? [...new Set(asked)] : Object.keys(LANGUAGES);
  rmSync(join(CACHE, 'reports'), { recursive: true, force: true });
  [REPORTS, join(CACHE, 'reports')].forEach((folder) => mkdirSync(folder, { recursive: true }));
  const packing = timed(packLibrary);
  const outcomes = [tryOut('typescript', typescript)];
  // The other languages are compared with TypeScript, so it must pass first.
  if (outcomes[0].good) {
    outcomes.push(...languages.map((language) => tryOut(language, LANGUAGES[language])));
  }
  console.log(`\nThe library was packed in ${packing} s.\n`);
  printTable(['', 'language', 'result', 'installing, s', 'testing, s'], outcomes.map(({ good, language, what, installing, testing }) =>
    [good ? '✓' : '✗', language, what, installing, testing]));
  process.exitCode = outcomes.every(({ good }) => good) ? 0 : 1;
}

function tryOut(language: string, consumer: Consumer): Outcome {
  console.log(`\n${language}`);
  let installing = 0;
  let run: TestRun = { succeeded: false, reports: [] };
  try {
    requireTools(consumer.tools);
    installing = timed(() => consumer.install());
    const testing = timed(() => { run = consumer.test(); });
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

function timed(action: () => void): number {
  const start = performance.now();
  action();
  return Math.round((performance.now() - start) / 1000);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
