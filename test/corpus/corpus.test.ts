import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv/dist/2020';
import { expectations } from '../../corpus/cases';
import { compare, KNOWN_DIFFERENCES } from '../../corpus/compare';
import { iamSimulateAnswers } from '../../corpus/iam-simulate';
import { libraryAnswers } from '../../corpus/library';

const FOLDER = join(__dirname, '../../corpus');
const readJson = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.schema.json')).map((file) => file.replace('.schema', ''));

describe.each(FILES)('corpus/%s', (file) => {
  const { cases } = readJson(file) as { cases: { name: string; sources: string[] }[] };

  test('matches its schema', () => {
    const validate = new Ajv({ strict: true, strictRequired: false, allErrors: true }).compile(readJson(file.replace('.json', '.schema.json')));
    void validate(readJson(file));
    expect(validate.errors).toBeNull();
  });

  test('has more than 100 cases, each with its own name', () => {
    expect(cases.length).toBeGreaterThan(100);
    expect(new Set(cases.map(({ name }) => name)).size).toEqual(cases.length);
  });
});

test('cites pages of AWS that exist in sources.json', () => {
  const sources = readJson('sources.json') as Record<string, { page: string; says: string }>;
  const cited = new Set(FILES.flatMap((file) => readJson(file).cases.flatMap((row: { sources: string[] }) => row.sources)));
  expect([...cited].sort()).toEqual(Object.keys(sources).sort());
  expect(Object.values(sources).filter(({ page, says }) => !/^https:\/\/docs\.aws\.amazon\.com\//.test(page) || !/\.$/.test(says))).toEqual([]);
});

test('this library gives every expected answer', async () => {
  const answers = await libraryAnswers();
  expect(compare(answers, expectations())).toEqual({ same: answers.size, decided: 0, different: [] });
  expect(answers.size).toBeGreaterThan(300);
});

test('iam-simulate gives every expected answer, except the known differences', async () => {
  const expected = expectations();
  const { same, different } = compare(await iamSimulateAnswers(expected.keys()), expected);
  expect(different.map(({ key }) => key).sort()).toEqual(KNOWN_DIFFERENCES.map(({ key }) => key).sort());
  expect(same).toBeGreaterThan(900);
});

test('compares the answers of another engine', () => {
  const expected = new Map([['a', 'ALLOW'], ['b', 'DENY'], ['c', 'UNKNOWN'], ['d', 'DENY'], ['e', 'VALID']]);
  const answers = new Map([['a', 'ALLOW'], ['b', 'ALLOW'], ['c', 'DENY'], ['d', 'UNKNOWN'], ['x', 'ALLOW']]);
  expect(compare(answers, expected)).toEqual({
    same: 1,
    decided: 1,
    different: [
      { key: 'b', expected: 'DENY', answer: 'ALLOW' },
      { key: 'd', expected: 'DENY', answer: 'UNKNOWN' },
      { key: 'x', expected: 'no such case', answer: 'ALLOW' },
    ],
  });
});
