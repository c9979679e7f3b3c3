import { readdirSync, readFileSync } from 'fs';
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

test('lists every file of src with more than 150 lines', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => `src/${file}`);
  const long = files.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 151);
  const listed = [...readPage('docs/architecture.md').matchAll(/^\| \[(src\/[^\]]+\.ts)\]/gm)].map(([, file]) => file);
  expect(listed.sort()).toEqual(long.sort());
});
