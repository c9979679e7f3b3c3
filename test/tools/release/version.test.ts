import cases from './version-cases.json';
import { changeOf } from '../../../tools/release/commits';
import { Change, isLargeEnough, largest, nextVersion } from '../../../tools/release/version';

test.each(cases)('$name: $previous becomes $expected', ({ previous, messages, permissions, expected }) => {
  const change = largest([...messages.map(changeOf), ...permissions as Change[]]);
  expect(nextVersion(previous ?? undefined, change) ?? null).toBe(expected);
});

test.each([
  ['1.0.0', '0.2.0', true],
  ['0.2.0', '0.2.0', true],
  ['0.1.9', '0.2.0', false],
  ['0.9.0', '0.10.0', false],
])('version %s is large enough for changes that demand %s: %s', (asked, demanded, expected) => {
  expect(isLargeEnough(asked, demanded)).toBe(expected);
});
