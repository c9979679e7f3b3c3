import { readdirSync } from 'fs';
import { join } from 'path';
import { readPage } from './markdown-files';

const ROOT = join(__dirname, '../..');
const rooms = readPage('docs/architecture.md').split(/^## /m).find((section) => section.startsWith('Rooms\n'))!;

function foldersOf(path: string): string[] {
  return readdirSync(join(ROOT, path), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

test.each(['src', 'src/core'])('names every folder of %s', (parent) => {
  const folders = foldersOf(parent).map((name) => `${parent}/${name}`).filter((folder) => folder !== 'src/core');
  expect(folders.length).toBeGreaterThan(2);
  expect(folders.filter((folder) => !rooms.includes(`| [${folder}](`))).toEqual([]);
});

test('names every folder of tools', () => {
  const [row] = rooms.split('\n').filter((line) => line.startsWith('| [tools]'));
  expect(foldersOf('tools').filter((name) => !row.includes(`\`${name}\``))).toEqual([]);
});
