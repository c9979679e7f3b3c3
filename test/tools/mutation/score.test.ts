import { scoreByRoom, totalOf } from '../../../tools/verify/mutation/score';

const mutants = (...statuses: string[]) => ({ mutants: statuses.map((status) => ({ status })) });

test('counts mutants by room, and those that no test reaches as survivors', () => {
  const scores = scoreByRoom({
    files: {
      'src/core/rules/b.ts': mutants('Killed', 'Survived', 'Timeout'),
      'src/core/iam/a.ts': mutants('Killed', 'NoCoverage', 'Ignored'),
      'src/core/rules/a.ts': mutants('RuntimeError'),
      'src/core/iam/deep/a.ts': mutants(),
    },
  });
  expect(scores).toEqual([
    { room: 'core/iam', mutants: 2, killed: 1, survived: 0, uncovered: 1, score: 50 },
    { room: 'core/iam/deep', mutants: 0, killed: 0, survived: 0, uncovered: 0, score: 100 },
    { room: 'core/rules', mutants: 4, killed: 3, survived: 1, uncovered: 0, score: 75 },
  ]);
  expect(totalOf(scores)).toEqual({ room: 'total', mutants: 6, killed: 4, survived: 1, uncovered: 1, score: 100 * 4 / 6 });
});
