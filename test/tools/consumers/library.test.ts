import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isStale } from '../../../tools/verify/consumers/library';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'library-'));
  mkdirSync(join(folder, 'src/core/grant'), { recursive: true });
  write('src/core/grant/grants.ts', 100);
  write('made.js', 200);
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, time: number): void {
  writeFileSync(join(folder, file), '');
  utimesSync(join(folder, file), time, time);
}

const stale = (...made: string[]) => isStale([join(folder, 'src')], made.map((file) => join(folder, file)));

test('output that is newer than every source is fresh', () => {
  expect(stale('made.js')).toBe(false);
});

test('a source in a folder of a folder that is newer makes it stale', () => {
  write('src/core/grant/grants.ts', 300);
  expect(stale('made.js')).toBe(true);
});

test('one of several that is older than a source makes all stale', () => {
  write('older.js', 50);
  expect(stale('made.js', 'older.js')).toBe(true);
});

test('missing output is stale', () => {
  expect(stale('made.js', 'missing.js')).toBe(true);
});
