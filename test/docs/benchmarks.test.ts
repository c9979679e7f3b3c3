import { readPage } from './markdown-files';
import { aimCell } from '../../tools/bench/aim';
import { report } from '../../tools/bench/report';
import { SynthesisSample } from '../../tools/bench/samples';

/** The ratio and the aim of each row, by the first two cells of the row. Tables without the column Aim don't count. */
function aimsOf(page: string): Record<string, { ratio: number; aim: string }> {
  const tables = page.split('\n\n').filter((block) => /^\|.*\| Aim \|$/m.test(block));
  return Object.fromEntries(tables.flatMap((table) => table.trim().split('\n').slice(2).map((row) => {
    const cells = row.slice(2, -1).split('|').map((cell) => cell.trim());
    return [`${cells[0]}, ${cells[1]}`, { ratio: Number(cells.find((cell) => cell.startsWith('**'))!.replaceAll('*', '')), aim: cells.at(-1)! }];
  })));
}

test('says for every figure with an aim whether it meets the aim', () => {
  const aims = Object.entries(aimsOf(readPage('BENCHMARKS.md'))).filter(([row, { aim }]) => aim !== '' || /, 100$/.test(row));
  expect(aims).toHaveLength(7);
  expect(aims.filter(([, { ratio, aim }]) => aim !== (ratio <= 1.05 ? 'met' : 'missed'))).toEqual([]);
});

test('gives an aim to the figures at 100 roles and of the import, and to no others', () => {
  const sample = (milliseconds: number): SynthesisSample =>
    ({ firstMilliseconds: 1000, milliseconds, processorMilliseconds: 100, heapBytes: 1000, templateBytes: 1000, resources: 2 });
  const pairs = new Map([1, 10, 100, 200].map((roles) => [roles, [{ byHand: sample(100), ours: sample(106) }]]));
  const aims = aimsOf(report(pairs, { loaded: [{ base: 100, own: 5 }], used: [{ base: 100, own: 6 }] }));
  expect(Object.entries(aims).filter(([, { aim }]) => aim !== '').map(([row, { aim }]) => `${row}: ${aim}`)).toEqual([
    'Time, 100: missed',
    'Processor time, 100: met',
    'Heap, 100: met',
    'Template, 100: met',
    'Resources, 100: met',
    'loaded with it, 100 ms: met',
    'used by it, 100 ms: missed',
  ]);
});

test.each([[1.05, 'met'], [1.0504, 'met'], [1.0506, 'missed'], [2, 'missed']])('a ratio of %d is %s', (ratio, verdict) => {
  expect(aimCell(ratio, 1.05, 3)).toBe(verdict);
});
