import { escapeHidden, jsonText, withoutHidden } from '../../../src/cli/output/hidden-characters';

/** Characters of control, of direction, without width, and halves of characters. */
const HIDDEN = [
  '\u0000', '\u001b', '\u007f', '\u009b', '\u00ad', '\u034f', '\u061c', '\u115f', '\u180e', '\u200b', '\u200d', '\u200e', '\u200f', '\u2028', '\u2029', '\u202e',
  '\u2060', '\u2066', '\u2069', '\u2800', '\u3164', '\ufe0f', '\ufeff', '\ufff9', '\u{e0041}', '\ud800',
];

test.each(HIDDEN)('escapes %j for a terminal and in JSON', (character) => {
  const units = character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  expect(escapeHidden(`a${character}b`)).toBe(`a${units}b`);
  expect(withoutHidden(`a${character}${character}b`)).toBe('a b');
  expect(jsonText(character)).toMatch(/^"\\(u[\da-f]{4}(\\u[\da-f]{4})?|[bfnrt])"\n$/);
  expect(JSON.parse(jsonText({ [character]: character }))).toEqual({ [character]: character });
});

test('keeps other characters, and the lines of JSON', () => {
  const text = 'a é 漢 \u{1F600}';
  expect([escapeHidden(text), withoutHidden(text)]).toEqual([text, text]);
  expect(jsonText({ text })).toBe(`{\n  "text": "${text}"\n}\n`);
});
