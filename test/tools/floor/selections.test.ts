import { readSelections, Selection, Selections, selectTests, staleEntries } from '../../../tools/verify/floor/selections';

const selections: Selections = {
  floor: { selection: 'cdk', omittedPackages: {}, omittedTests: { 'test/nag.test.ts': 'too new' } },
  ceiling: { selection: 'smoke', omittedPackages: {}, omittedTests: {} },
  smokeTests: ['test/role.test.ts'],
  slowTestsWithoutCdk: { 'test/slow.test.ts': 'the engine answers the same' },
};
const files = {
  all: ['test/nag.test.ts', 'test/pure.test.ts', 'test/role.test.ts', 'test/slow.test.ts', 'test/stack.test.ts'],
  loadCdk: ['test/nag.test.ts', 'test/role.test.ts', 'test/slow.test.ts', 'test/stack.test.ts'],
};

test.each<[Selection, string[]]>([
  ['all', ['test/pure.test.ts', 'test/role.test.ts', 'test/slow.test.ts', 'test/stack.test.ts']],
  ['cdk', ['test/role.test.ts', 'test/stack.test.ts']],
  ['smoke', ['test/role.test.ts']],
  ['none', []],
])('selects the tests of %s', (selection, expected) => {
  expect(selectTests(selection, files, selections.floor, selections)).toEqual(expected);
});

test('reports entries of selections.json without a test', () => {
  expect(staleEntries(selections, files)).toEqual([]);
  expect(staleEntries(selections, { all: ['test/pure.test.ts', 'test/slow.test.ts'], loadCdk: [] })).toEqual([
    "test/nag.test.ts doesn't exist: remove it from selections.json",
    "test/role.test.ts doesn't exist: remove it from selections.json",
    "test/slow.test.ts doesn't exist, or doesn't load CDK: remove it from selections.json",
  ]);
});

test('CI runs the tests that load CDK beside the oldest releases, and a smoke test beside the newest', () => {
  const { floor, ceiling } = readSelections();
  expect([floor.selection, ceiling.selection]).toEqual(['cdk', 'smoke']);
});
