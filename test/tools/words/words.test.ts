import { spawnSync } from 'child_process';
import { rmSync, writeFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '../../..');

/** `npm run words -- PATHS`. */
function words(...paths: readonly string[]) {
  return spawnSync(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', 'tsconfig.dev.json', 'tools/verify/words.ts', ...paths], {
    cwd: ROOT, encoding: 'utf8',
  });
}

test('finds nothing in its own texts', () => {
  expect(words('tools/verify/words')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^0 hits in \d+ files\n$/) });
});

test('prints the path, the line and the rule of a hit, and fails', () => {
  const file = 'test/docs/words-probe.md';
  writeFileSync(join(ROOT, file), '# Probe\n\nA role is judged.\n');
  try {
    expect(words(file)).toMatchObject({
      status: 1, stdout: `${file}:3: A role is judged. -> 'judged': validate, or verdict\n1 hits in 1 files\n`,
    });
  } finally {
    rmSync(join(ROOT, file));
  }
});

test("rejects a path that doesn't exist", () => {
  expect(words('src/no-such-folder')).toMatchObject({
    status: 64, stderr: "src/no-such-folder doesn't exist: name files or folders of the project, such as src/cli\n",
  });
});
