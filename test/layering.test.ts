import { readdirSync, readFileSync } from 'fs';
import { dirname, join, normalize, relative } from 'path';

const ROOT = join(__dirname, '..');
const filesBelow = (folder: string): string[] => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .map((file) => join(folder, file)).filter((file) => file.endsWith('.ts'));

/** The imports of a file: packages by name, own files by their path from the root. */
function importsOf(file: string): string[] {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^(?:import|export) [^;]*?from '([^']+)'|^import '([^']+)'|require\('([^']+)'\)/gm)]
    .map(([, from, bare, required]) => from ?? bare ?? required)
    .map((target) => target.startsWith('.') ? relative('.', normalize(join(dirname(file), target))) : target);
}

/** For each folder, the prefixes of what its files may import. */
const RULES: [string, (file: string) => boolean, string[]][] = [
  ['src/core/iam', (file) => file.startsWith('src/core/iam/'), ['src/core/iam/', 'src/core/rules/input-error']],
  ['src/core/grant', (file) => file.startsWith('src/core/grant/'), ['src/core/grant/', 'src/core/iam/', 'src/core/rules/', 'policies/']],
  ['src/core/rules', (file) => file.startsWith('src/core/rules/'), ['src/core/rules/', 'src/core/grant/', 'src/core/iam/']],
  ['src/core/question', (file) => file.startsWith('src/core/question/'), ['src/core/question/', 'src/core/grant/', 'src/core/iam/']],
  ['src/core/review', (file) => file.startsWith('src/core/review/'), ['src/core/', 'policies/']],
  ['src/core/verdict', (file) => file.startsWith('src/core/verdict/'), ['src/core/']],
  ['src', (file) => !/^src\/(core|handler|cli)\//.test(file), ['src/', 'aws-cdk-lib', 'constructs', 'crypto', 'path']],
  ['src/handler, except its client', (file) => file.startsWith('src/handler/') && !/(client-reader|policy-clients|environment-credentials)\.ts$/.test(file),
    ['src/handler/', 'src/core/', 'crypto', 'events', 'http', 'https']],
  ['src/cli, except its clients', (file) => file.startsWith('src/cli/') && !file.startsWith('src/cli/aws/'),
    ['src/cli/', 'src/core/', 'src/handler/client-reader', 'policies/', 'package.json', 'commander', 'fs', 'path', 'crypto', 'zlib']],
];

/** Rooms that only the Lambda function's and the command line's bundles have: nothing that is packed may need them. */
const BUNDLED = /^src\/(handler|cli|core\/verdict|core\/review)\//;

test.each(RULES)('%s imports only what its layer may', (_, belongs, allowed) => {
  const files = filesBelow('src').filter(belongs);
  expect(files.length).toBeGreaterThan(1);
  const forbidden = files.flatMap((file) => importsOf(file)
    .filter((target) => !allowed.some((prefix) => target === prefix || target.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)))
    .map((target) => `${file} imports ${target}`));
  expect(forbidden).toEqual([]);
  expect(files.filter((file) => !BUNDLED.test(file)).flatMap(importsOf).filter((target) => BUNDLED.test(target))).toEqual([]);
});

test('three files of the handler import AWS clients or credentials', () => {
  const using = filesBelow('src').filter((file) => !file.startsWith('src/cli/aws/') && importsOf(file).some((target) => target.startsWith('@aws-sdk/')));
  expect(using.sort()).toEqual(['src/handler/client-reader.ts', 'src/handler/environment-credentials.ts', 'src/handler/policy-clients.ts']);
});

test('the package loads nothing of aws-cdk-lib but what it makes: roles, and the function that validates', () => {
  const loaded = filesBelow('src').flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^import (?!type )[^;]*?from '(aws-cdk-lib[^']*|constructs)'/gm)].map(([, target]) => target));
  expect([...new Set(loaded)].sort()).toEqual(['aws-cdk-lib', 'aws-cdk-lib/aws-iam', 'aws-cdk-lib/aws-lambda', 'aws-cdk-lib/aws-logs', 'constructs']);
});

test('index.ts has export lines only', () => {
  expect(readFileSync(join(ROOT, 'src/index.ts'), 'utf8').trim().split('\n').filter((line) => !/^export \* from '\.\/[a-z-]+';$/.test(line))).toEqual([]);
});

test('no file of src imports itself through others', () => {
  const files = filesBelow('src');
  const imports = new Map(files.map((file) => [file, importsOf(file).map((target) => `${target}.ts`).filter((target) => files.includes(target))]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) {
      circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    } else if (!done.has(file)) {
      imports.get(file)!.forEach((target) => visit(target, [...path, file]));
      done.add(file);
    }
  };
  files.forEach((file) => visit(file, []));
  expect(circles).toEqual([]);
});

test('no file of src has more than 200 lines, except the properties of a workload and the role', () => {
  const long = filesBelow('src').filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 201);
  expect(long.filter((file) => !['src/execution-role.ts', 'src/workload.ts', 'src/core/rules/workload-properties.ts'].includes(file))).toEqual([]);
});
