import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { dirname, join, posix } from 'path';

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
  expect(paths.filter((path) => !/^(lib\/.*\.(js|d\.ts)|assets\/handler\/index\/index\.js|policies\/[a-z_.-]+\.json|\.jsii(\.gz)?|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path))).toEqual([]);
});

test('the package has less than 1 MB unpacked, and the Lambda function no more than 330 kB', () => {
  expect(packed.unpackedSize).toBeLessThan(1_000_000);
  expect(packed.files.find(({ path }) => path === 'assets/handler/index/index.js')!.size).toBeLessThanOrEqual(330_000);
});

test('what the package packs loads nothing that it does not pack', () => {
  const missing = paths.filter((path) => /^lib\/.*\.js$/.test(path)).flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/require\("(\.[^"]+)"\)/g)].map(([, target]) => posix.join(dirname(path), target))
      .filter((target) => ![target, `${target}.js`].some((file) => paths.includes(file)))
      .map((target) => `${path} loads ${target}`));
  expect(missing).toEqual([]);
});

test('the package has no dependency at run time besides its peers', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(manifest.dependencies ?? {}).toEqual({});
  expect(manifest.bundledDependencies ?? []).toEqual([]);
  expect(Object.keys(manifest.peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
});
