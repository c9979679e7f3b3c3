import { readPage } from './markdown-files';
import { aimCell } from '../../tools/bench/aim';
import { Imports, limitProblems, Syntheses } from '../../tools/bench/limits';
import { report } from '../../tools/bench/report';
import { SynthesisSample } from '../../tools/bench/samples';

/** The first cell, the ratio of ours and the aim of each row. Tables without the column Aim don't count. */
function aimsOf(page: string): { row: string; ratio: number; aim: string }[] {
  const cellsOf = (line: string) => line.slice(2, -1).split('|').map((cell) => cell.trim());
  return page.split('\n\n').filter((block) => /^\|.*\| Aim \|$/m.test(block)).flatMap((table) => {
    const [head, , ...rows] = table.trim().split('\n').map(cellsOf);
    const column = Math.max(head.indexOf('Ratio'), head.indexOf('Ours'));
    return rows.map((cells) => ({ row: cells[0], ratio: Number(/^\*\*([\d.]+)\*\*/.exec(cells[column])![1]), aim: cells.at(-1)! }));
  });
}

/** Samples with these ratios of ours to by hand, and with this one of the example's import. */
function samples({ time = 1, heap = 1, imported = 1 }): [Syntheses, Imports] {
  const sample = (milliseconds: number, heapBytes: number): SynthesisSample =>
    ({ firstMilliseconds: 1000, milliseconds, heapBytes, templateBytes: 1000, resources: 2 });
  const round = { byHand: sample(100, 1000), ours: sample(100 * time, 1000 * heap) };
  const own = (ratio: number) => [{ base: 100, own: 100 * (ratio - 1) }, { base: 300, own: 600 }];
  return [
    new Map([1, 10, 100, 1000].map((roles) => [roles, [round]])),
    new Map([['subclass', own(1)], ['package', own(1)], ['example', own(imported)], ['esModule', own(1)]]),
  ];
}

test('says for every figure with an aim whether it meets the aim', () => {
  const aims = aimsOf(readPage('BENCHMARKS.md')).filter(({ row, aim }) => aim !== '' || row === '100');
  expect(aims).toHaveLength(7);
  expect(aims.filter(({ ratio, aim }) => aim !== (ratio <= 1.05 ? 'met' : 'missed'))).toEqual([]);
});

test('gives an aim to the figures at 100 roles and of the package, and to no others', () => {
  const aims = aimsOf(report(...samples({ time: 1.06, imported: 1.07 })));
  expect(aims.filter(({ aim }) => aim !== '').map(({ row, ratio, aim }) => `${row}: ${ratio} ${aim}`)).toEqual([
    'the package, without a name of it: 1 met',
    "the names of the README's example: 1.07 missed",
    'the package, all in an ES module: 1 met',
    '100: 1.06 missed',
    '100: 1 met',
    '100: 1 met',
    '100: 1 met',
  ]);
});

test.each([
  [{ heap: 1.45, imported: 1.10, time: 9 }, []],
  [{ heap: 1.46 }, ['the heap of 100 roles has the ratio 1.460, and at most 1.45 is allowed']],
  [{ imported: 1.11 }, ["the import of the names of the README's example has the ratio 1.110, and at most 1.10 is allowed"]],
])('fails for the ratios %j with %j', (ratios, problems) => {
  expect(limitProblems(...samples(ratios))).toEqual(problems);
});

test.each([[1.05, 'met'], [1.0504, 'met'], [1.0506, 'missed'], [2, 'missed']])('a ratio of %d is %s', (ratio, verdict) => {
  expect(aimCell(ratio, 1.05, 3)).toBe(verdict);
});
