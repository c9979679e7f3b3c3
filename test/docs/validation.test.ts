import { readPage } from './markdown-files';
import { reasonsOf } from '../core/verdict/reasons';
import { findings as findingCases } from '../core/verdict/verdict-text-cases.json';

const page = readPage('docs/validation.md');
const rows = page.split('\n').filter((line) => /^\| `[A-Z_]+` \| `(VALID|INVALID|INCONCLUSIVE)` \|/.test(line)).map((line) => line.split('|').map((cell) => cell.trim()));

test('has one row for each reason', () => {
  expect(rows.map(([, reason]) => reason.replace(/`/g, '')).sort()).toEqual(reasonsOf().sort());
});

test('gives each reason of a bad verdict its verdict', () => {
  // Another test verifies that the cases have every reason.
  const verdicts = findingCases.map(({ findings: [{ reason, verdict }] }) => `${reason} ${verdict}`);
  const listed = rows.map(([, reason, verdict]) => `${reason} ${verdict}`.replace(/`/g, '')).filter((row) => !row.endsWith(' VALID'));
  expect(listed.sort()).toEqual([...new Set(verdicts)].sort());
});

test('says for each reason what it means and what to do', () => {
  expect(rows.filter((row) => row.length !== 6 || row.slice(3, 5).some((cell) => !/^[A-Z`].*\.$/.test(cell)))).toEqual([]);
});
