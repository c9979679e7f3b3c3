import { rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { checkPaths } from '../../../tools/verify/words/check-paths';

const ROOT = join(__dirname, '../../..');

test('finds nothing in its own texts', () => {
  expect(checkPaths(ROOT, ['tools/verify/words'])).toEqual({ status: 0, lines: [expect.stringMatching(/^0 hits in \d+ files$/)] });
});

test('prints the path, the line and the rule of a hit, and fails', () => {
  const file = 'test/docs/words-probe.md';
  writeFileSync(join(ROOT, file), '# Probe\n\nA role is judged.\n');
  try {
    expect(checkPaths(ROOT, [file])).toEqual({
      status: 1, lines: [`${file}:3: A role is judged. -> 'judged': validate, or verdict`, '1 hits in 1 files'],
    });
  } finally {
    rmSync(join(ROOT, file));
  }
});

test("rejects a path that doesn't exist", () => {
  expect(checkPaths(ROOT, ['src/no-such-folder'])).toEqual({
    status: 64, lines: ["src/no-such-folder doesn't exist: name files or folders of the project, such as src/cli"],
  });
});
