import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeDist, distProblems } from '../../../tools/release/dist';

const NAME = 'cdk-sagemaker-execution-role';
const JAVA = `java/io/github/${NAME}/${NAME}/1.2.3/${NAME}-1.2.3`;
const PYTHON = 'cdk_sagemaker_execution_role-1.2.3';

let folder: string;
let dist: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dist-'));
  dist = join(folder, 'dist');
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text = ''): string {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  return join(folder, file);
}

/** Writes the packages of version 1.2.3, which say the given versions about themselves. */
function makeDist(inside: Readonly<Record<string, string>> = {}): void {
  const says = (what: string) => inside[what] ?? '1.2.3';
  write('package/package.json', JSON.stringify({ version: says('npm') }));
  write('package/assets/cli/main.js', `console.log(process.argv.at(-1) === '--version' ? '${says('cli')}' : 'help');`);
  write(`dist/js/${NAME}-1.2.3.tgz`);
  execFileSync('tar', ['-czf', join(dist, `js/${NAME}-1.2.3.tgz`), 'package'], { cwd: folder });
  write(`${PYTHON}.dist-info/METADATA`, `Metadata-Version: 2.1\nName: ${NAME}\nVersion: ${says('wheel')}\n`);
  write(`dist/python/${PYTHON}.tar.gz`);
  execFileSync('python3', ['-m', 'zipfile', '--create', join(dist, `python/${PYTHON}-py3-none-any.whl`), `${PYTHON}.dist-info`], { cwd: folder });
  write(`dist/${JAVA}.pom`, `<project>\n<artifactId>${NAME}</artifactId>\n<version>${says('pom')}</version>\n</project>`);
  ['.jar', '-sources.jar', '-javadoc.jar'].forEach((ending) => write(`dist/${JAVA}${ending}`));
  write('dist/go/cdksagemakerexecutionrole/go.mod');
  write('dist/go/cdksagemakerexecutionrole/version', says('go'));
  write(`dist/go/cdksagemakerexecutionrole/jsii/${NAME}-1.2.3.tgz`);
  write(`dist/${NAME}.cdx.json`, JSON.stringify({ metadata: { component: { version: says('sbom') } } }));
}

test('accepts packages that all say the version', () => {
  makeDist();
  expect(distProblems(dist, '1.2.3')).toEqual([]);
});

test.each([
  ['npm', 'the npm package'], ['cli', "the npm package's command line"], ['wheel', 'the wheel'], ['pom', 'the pom'], ['go', 'the Go module'],
  ['sbom', 'the bill of materials'],
])('finds another version inside: %s', (what, where) => {
  makeDist({ [what]: '0.0.0' });
  expect(distProblems(dist, '1.2.3')).toEqual([`${where} says version 0.0.0, not 1.2.3`]);
});

test.each([`${JAVA}-javadoc.jar`, `python/${PYTHON}.tar.gz`, `${NAME}.cdx.json`])('finds a missing file: %s', (file) => {
  makeDist();
  rmSync(join(dist, file));
  expect(distProblems(dist, '1.2.3')).toEqual([`${file} is missing`]);
});

test('writes the files of the workflow, and the checksums that sha256sum accepts', () => {
  makeDist();
  describeDist(dist, { version: '1.2.3', tag: 'v1.2.3', section: '## 1.2.3\n\n- One.' });
  expect(['version.txt', 'releasetag.txt', 'changelog.md'].map((file) => readFileSync(join(dist, file), 'utf8'))).toEqual(['1.2.3\n', 'v1.2.3\n', '## 1.2.3\n\n- One.\n']);
  const sums = readFileSync(join(dist, 'SHA256SUMS'), 'utf8');
  expect(sums.split('\n').filter(Boolean)).toHaveLength(14);
  expect(sums).toContain(`  ${JAVA}.jar\n`);
  expect(execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: dist, encoding: 'utf8' })).toBe('');
});
