import { readFileSync } from 'fs';
import { join } from 'path';
import { expectations } from './cases';
import { iamSimulateAnswers } from './iam-simulate';
import { libraryAnswers } from './library';

export interface Comparison {
  /** How many answers are as expected. */
  readonly same: number;
  /** How many are ALLOW or DENY where UNKNOWN is expected: an engine that gets the whole context decides more. */
  readonly decided: number;
  readonly different: readonly { readonly key: string; readonly expected: string; readonly answer: string }[];
}

/** Compares the answers of an engine with the expected ones. */
export function compare(answers: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>): Comparison {
  const rows = [...answers].map(([key, answer]) => ({ key, expected: expected.get(key) ?? 'no such case', answer }));
  const decided = rows.filter((row) => row.expected === 'UNKNOWN' && ['ALLOW', 'DENY'].includes(row.answer));
  const different = rows.filter((row) => row.expected !== row.answer && !decided.includes(row));
  return { same: rows.length - decided.length - different.length, decided: decided.length, different };
}

/** The differences of iam-simulate that are known, with their reasons. */
export const KNOWN_DIFFERENCES: readonly { readonly key: string; readonly why: string }[] =
  JSON.parse(readFileSync(join(__dirname, 'known-differences.json'), 'utf8'));

function print(engine: string, { same, decided, different }: Comparison): void {
  console.log(`${engine}: ${same} as expected, ${decided} decided where UNKNOWN is expected, ${different.length} different`);
  different.forEach(({ key, expected, answer }) => {
    const why = KNOWN_DIFFERENCES.find((known) => known.key === key)?.why;
    console.log(`  ${key}: ${answer}, expected ${expected}${why ? ` (known: ${why})` : ''}`);
  });
}

/** One answer for each line: `{ "key": …, "answer": … }`. */
function answersOfFile(file: string): Map<string, string> {
  return new Map(readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => {
    const { key, answer } = JSON.parse(line);
    return [key, answer];
  }));
}

async function main(file: string | undefined): Promise<void> {
  const expected = expectations();
  if (file !== undefined) {
    print(file, compare(answersOfFile(file), expected));
    return;
  }
  print('this library', compare(await libraryAnswers(), expected));
  print('iam-simulate', compare(await iamSimulateAnswers(expected.keys()), expected));
}

if (require.main === module) {
  void main(process.argv[2]);
}
