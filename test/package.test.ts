import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { dirname, join, posix } from 'path';
import { contentsProblems, dependencyProblems, sizeProblems } from '../tools/verify/supply-chain/contents';

const ROOT = join(__dirname, '..');

/** The files that `npm pack` would pack. `npm test` has built them. */
const packed: { size: number; unpackedSize: number; files: { path: string; size: number }[] } = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
)[0];
const paths = packed.files.map(({ path }) => path);

describe('the package', () => {
  test('has only the files that a consumer needs', () => {
    expect(contentsProblems(packed.files)).toEqual([]);
    expect(paths.length).toBeGreaterThan(60);
  });

  test('is at most 750 kB packed and 2.75 MB unpacked', () => {
    expect(sizeProblems({ packed: packed.size, unpacked: packed.unpackedSize })).toEqual([]);
  });

  test('has no source maps', () => {
    const code = paths.filter((path) => path.endsWith('.js'));
    expect(code.length).toBeGreaterThan(50);
    expect(code.filter((path) => readFileSync(join(ROOT, path), 'utf8').includes('sourceMappingURL='))).toEqual([]);
  });

  test('has a Lambda function of at most 330 kB', () => {
    expect(packed.files.find(({ path }) => path === 'assets/handler/index/index.js')!.size).toBeLessThanOrEqual(330_000);
  });

  test('loads only files of its own', () => {
    const missing = paths.filter((path) => /^lib\/.*\.js$/.test(path)).flatMap((path) =>
      [...readFileSync(join(ROOT, path), 'utf8').matchAll(/require\("(\.[^"]+)"\)/g)].map(([, target]) => posix.join(dirname(path), target))
        .filter((target) => ![target, `${target}.js`].some((file) => paths.includes(file)))
        .map((target) => `${path} loads ${target}`));
    expect(missing).toEqual([]);
  });

  test('has no run-time dependency except its peers', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(dependencyProblems(manifest)).toEqual([]);
    expect(manifest.peerDependencies).toEqual({ 'aws-cdk-lib': '^2.175.0', 'constructs': '^10.0.5' });
  });
});

describe('a package', () => {
  const without = (path: string) => packed.files.filter((file) => file.path !== path);

  test.each(['lib/index.js', 'assets/cli/main.js', 'NOTICE', '.jsii', 'policies/scopes.json'])('fails without %s', (path) => {
    expect(contentsProblems(without(path))).toEqual([`${path} is missing`]);
  });

  test.each([
    'src/index.ts', 'lib/index.js.map', 'test/package.test.ts', 'assets/handler/index/index.js.map', 'assets/cli/other.js', '.env', 'policies/old/training.json',
  ])('fails with %s', (path) => {
    expect(contentsProblems([...packed.files, { path, size: 1 }])).toEqual([`${path} does not belong into the package`]);
  });

  test.each([
    [{ packed: 750_000, unpacked: 2_750_000 }, []],
    [{ packed: 800_001, unpacked: 3_000_000 }, ['the package has 800001 bytes packed, of at most 800000']],
    [{ packed: 800_000, unpacked: 3_000_001 }, ['the package has 3000001 bytes unpacked, of at most 3000000']],
  ])('with %j has these problems: %j', (bytes, problems) => {
    expect(sizeProblems(bytes)).toEqual(problems);
  });

  test.each(['dependencies', 'optionalDependencies', 'bundledDependencies'])('fails with %s', (field) => {
    expect(dependencyProblems({ [field]: { commander: '^14' } })).toEqual([`package.json has ${field}: {"commander":"^14"}`]);
  });
});
