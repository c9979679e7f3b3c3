import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFrom } from '../../../tools/verify/consumers/made-from';

let folder: string;
let made: number;

const inFolder = (file: string) => join(folder, file);
const makeTarget = (texts: string[] = []) => makeFrom(inFolder('target'), { files: [inFolder('a'), inFolder('b')], texts }, () => {
  writeFileSync(inFolder('target'), 'made');
  made += 1;
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'made-from-'));
  made = 0;
  writeFileSync(inFolder('a'), 'flour');
  writeFileSync(inFolder('b'), 'water');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('makes nothing if the target was made from the same ingredients', () => {
  makeTarget(['oven 1']);
  makeTarget(['oven 1']);
  expect(made).toBe(1);
});

test.each<[string, () => void, string[]]>([
  ['a file changes', () => writeFileSync(inFolder('b'), 'milk'), []],
  ['a version changes', () => undefined, ['oven 2']],
  ['it is gone', () => rmSync(inFolder('target')), []],
  ['a byte moves from one file to the next', () => {
    writeFileSync(inFolder('a'), 'flourw');
    writeFileSync(inFolder('b'), 'ater');
  }, []],
])('it is made again when %s', (_, change, texts) => {
  makeTarget();
  change();
  makeTarget(texts);
  expect(made).toBe(2);
});

test('it is made again when it failed the last time', () => {
  const target = inFolder('target');
  expect(() => makeFrom(target, { files: [] }, () => {
    writeFileSync(target, 'half');
    throw new Error('burnt');
  })).toThrow('burnt');
  makeFrom(target, { files: [] }, () => { made += 1; });
  expect(made).toBe(1);
  expect(existsSync(target)).toBe(true);
});
