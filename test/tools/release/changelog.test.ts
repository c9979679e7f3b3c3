import { sectionOf, unreleasedNotes, versionSection, withVersion } from '../../../tools/release/changelog';

const CHANGELOG = '# Changelog\n\nIntroduction.\n\n## Unreleased\n\n### Added\n\n- One.\n\n## 0.1.0 (2026-11-28)\n\n- Old.\n\n## 0.0.1\n\n- Older.\n';

test('finds the unreleased notes', () => {
  expect(unreleasedNotes(CHANGELOG)).toBe('### Added\n\n- One.');
});

test.each(['# Changelog\n', '# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- Old.\n'])('finds no notes in %j', (changelog) => {
  expect(unreleasedNotes(changelog)).toBe('');
});

test.each([['## 0.1.0', '- Old.'], ['## 0.0.1', '- Older.'], ['## 0.1', undefined], ['## 0.0.10', undefined]])('the section %j is %j', (heading, expected) => {
  expect(sectionOf(CHANGELOG, heading)).toBe(expected);
});

test('moves the notes into the section of the version, and keeps the rest', () => {
  const section = versionSection('0.2.0', '2026-12-24', unreleasedNotes(CHANGELOG));
  expect(withVersion(CHANGELOG, section)).toBe(
    '# Changelog\n\nIntroduction.\n\n## Unreleased\n\n## 0.2.0 (2026-12-24)\n\n### Added\n\n- One.\n\n## 0.1.0 (2026-11-28)\n\n- Old.\n\n## 0.0.1\n\n- Older.\n');
});

test('writes the first section', () => {
  const section = versionSection('0.1.0', '2026-11-28', '- One.');
  expect(withVersion('# Changelog\n\n## Unreleased\n\n- One.\n', section)).toBe('# Changelog\n\n## Unreleased\n\n## 0.1.0 (2026-11-28)\n\n- One.\n');
});
