import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..');

/** What `npm pack` would pack: `npm test` has built it. */
const packed: { files: { path: string; size: number }[]; unpackedSize: number } = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
)[0];
const paths = packed.files.map(({ path }) => path);

test('the package holds what a consumer needs', () => {
  expect(paths).toEqual(expect.arrayContaining([
    'lib/index.js', 'lib/index.d.ts', 'lib/execution-role.js', 'lib/core/grants.js', '.jsii', 'package.json', 'README.md', 'LICENSE', 'CHANGELOG.md',
    'policies/training.json', 'policies/scopes.json', 'policies/role-type.schema.json',
  ]));
});

test('the package holds nothing else', () => {
  expect(paths.filter((path) => !/^(lib\/.*\.(js|d\.ts)|policies\/[a-z_.-]+\.json|\.jsii(\.gz)?|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path))).toEqual([]);
});

test('the package has less than 600 kB unpacked', () => {
  expect(packed.unpackedSize).toBeLessThan(600_000);
});

test('the package has no dependency at run time besides its peers', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(manifest.dependencies ?? {}).toEqual({});
  expect(manifest.bundledDependencies ?? []).toEqual([]);
  expect(Object.keys(manifest.peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
});
