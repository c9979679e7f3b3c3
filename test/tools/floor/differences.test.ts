import { Difference, differenceProblems, differencesOf, Documents } from '../../../tools/verify/floor/differences';
import { Leaves, leavesOf, leavesOfSnapshot } from '../../../tools/verify/floor/leaves';

const documents = (value: unknown): Documents => new Map([['Stack', leavesOf(value)]]);

describe('two templates', () => {
  test('are equal if their values are, in any order of keys', () => {
    expect(differencesOf(documents({ a: 1, b: [{ c: 'x' }] }), documents({ b: [{ c: 'x' }], a: 1 }))).toEqual([]);
  });

  test('differ in values that are others, missing or new, by their paths', () => {
    expect(differencesOf(documents({ a: 1, b: [{ c: 'x' }], d: {} }), documents({ a: 2, b: [{ c: 'x' }, 'y'] }))).toEqual([
      { document: 'Stack', path: 'a', developed: '1', compared: '2' },
      { document: 'Stack', path: 'd', developed: '{}', compared: undefined },
      { document: 'Stack', path: 'b.1', developed: undefined, compared: '"y"' },
    ]);
  });

  test('differ where one is missing', () => {
    expect(differencesOf(documents({ a: 1 }), new Map())).toEqual([{ document: 'Stack', path: 'a', developed: '1', compared: undefined }]);
  });
});

describe('differences', () => {
  const one: Difference = { document: 'Stack', path: 'Resources.Handler41B06A86.Properties.Runtime', developed: '"nodejs24.x"', compared: '"nodejs20.x"' };
  const entry = { ...one, path: 'Resources.Handler*.Properties.Runtime', reason: 'a newer one' };

  test('pass where they are allowed', () => {
    expect(differenceProblems([one], [entry])).toEqual([]);
  });

  test('fail where they are unknown', () => {
    expect(differenceProblems([one], []))
      .toEqual(['unknown difference: Stack: Resources.Handler41B06A86.Properties.Runtime: "nodejs24.x" → "nodejs20.x"']);
  });

  test.each<Partial<Difference>>([
    { compared: '"nodejs18.x"' }, { compared: undefined }, { developed: '"nodejs22.x"' }, { document: 'Other' }, { path: 'Resources.Handler41B06A86.Properties.Runtime.0' },
  ])('fail where another one is allowed: %j', (changed) => {
    expect(differenceProblems([{ ...one, ...changed }], [entry])).toHaveLength(2);
  });

  test('fail where one is allowed that is no more', () => {
    expect(differenceProblems([], [entry])).toEqual(['stale entry of allowed-differences.json: Stack: Resources.Handler*.Properties.Runtime']);
  });
});

test('a snapshot has the values of the template it was made of', () => {
  const snapshot = `
{
  "Role": {
    "Properties": {
      "Tags": [],
      "Actions": [
        "s3:GetObject",
        {
          "Ref": "Key: {a}, [b]",
        },
      ],
      "Count": 3,
    },
  },
}
`;
  const leaves: Leaves = leavesOfSnapshot(snapshot);
  expect(leaves).toEqual(leavesOf({ Role: { Properties: { Tags: [], Actions: ['s3:GetObject', { Ref: 'Key: {a}, [b]' }], Count: 3 } } }));
});
