import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { parseArgs } from 'util';
import { compileConsumer, synthesizeConsumer } from './floor/consumer-templates';
import { AllowedDifference, differenceProblems, differencesOf, Documents } from './floor/differences';
import { leavesOf } from './floor/leaves';
import { NODE_MAJORS, nodeOf } from './floor/node-releases';
import { checkTypes, runTests, Selection, testFiles, testsThatLoadCdk } from './floor/project-tests';
import { developedReleases, nameOf, newestReleases, oldestReleases, Releases, same } from './floor/releases';
import { snapshotsOf } from './floor/snapshots';
import { Workspace } from './floor/workspace';
import { packTarball } from './supply-chain/tarball';

const ROOT = join(__dirname, '..', '..');
const NAME = 'cdk-sagemaker-execution-role';

interface LeftOut {
  readonly packages: Record<string, string>;
  readonly tests: Record<string, string>;
}

const started = Date.now();
let failed = 0;

function tell(line: string): void {
  console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(5)} s  ${line}`);
}

function check(what: string, problems: readonly string[]): void {
  tell(`${problems.length === 0 ? '✓' : '✗'} ${what}`);
  problems.forEach((problem) => console.log(`           ${problem}`));
  failed += problems.length;
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(__dirname, 'floor', file), 'utf8'));
}

/** A folder in which a consumer has installed the package beside the releases, and compiled its app. */
function consumerWith(releases: Releases, leftOut: LeftOut, unpacked: string): Workspace {
  const workspace = new Workspace(ROOT, releases);
  workspace.install(Object.keys(leftOut.packages));
  workspace.addConsumer(NAME, unpacked);
  compileConsumer(ROOT, workspace.consumer);
  tell(`✓ a consumer's app compiles with ${nameOf(releases)}`);
  return workspace;
}

function documentsOf(templates: ReadonlyMap<string, string>): Documents {
  return new Map([...templates].map(([file, text]) => [file, leavesOf(JSON.parse(text))]));
}

/** Compares the app's templates with those of other releases of Node.js. */
function compareNodeReleases(workspace: Workspace, here: ReadonlyMap<string, string>): void {
  for (const major of NODE_MAJORS) {
    const there = synthesizeConsumer(workspace.consumer, nodeOf(ROOT, major));
    check(`Node.js ${major} synthesizes the bytes that ${process.version} does`,
      [...here].filter(([file, text]) => there.get(file) !== text).map(([file]) => `${file} is different`));
  }
}

/** Runs the project's tests with other releases of CDK; the snapshots that came out. */
function testProject(workspace: Workspace, selection: Selection, leftOut: LeftOut): Documents {
  workspace.copyProject();
  Object.entries(leftOut.tests).forEach(([file, reason]) => tell(`- ${file} is left out: ${reason}`));
  const tests = testFiles(workspace.project).filter((file) => !(file in leftOut.tests));
  const selected = selection === 'all' ? tests : testsThatLoadCdk(workspace.project, tests);
  check('src, tests and examples compile', checkTypes(ROOT, workspace.project, Object.keys(leftOut.tests)) ? [] : ['see above']);
  check(`${selected.length} of ${tests.length} test files`, runTests(ROOT, workspace.project, selected) ? [] : ['see above']);
  return snapshotsOf(workspace.project);
}

function main(): number {
  const { values } = parseArgs({
    options: { ceiling: { type: 'boolean', default: false }, tests: { type: 'string', default: 'all' } },
  });
  if (!['all', 'cdk', 'none'].includes(values.tests)) {
    console.error(`'--tests=${values.tests}' is unknown: use all, cdk (those that load CDK) or none`);
    return 64;
  }
  const end = values.ceiling ? 'ceiling' : 'floor';
  const leftOut = read<Record<string, LeftOut>>('left-out.json')[end];
  const [developed, compared] = [developedReleases(ROOT), values.ceiling ? newestReleases() : oldestReleases(ROOT)];
  tell(`${end}: ${nameOf(compared)}; developed with ${nameOf(developed)}`);
  if (same(developed, compared)) {
    tell('✓ the newest releases are those of development, which npm test runs with');
    return 0;
  }

  const { file } = packTarball(join(ROOT, '.cache', 'floor', 'package'));
  const unpacked = join(dirname(file), 'package');
  const here = consumerWith(developed, leftOut, unpacked);
  const there = consumerWith(compared, leftOut, unpacked);
  const [templatesHere, templatesThere] = [synthesizeConsumer(here.consumer), synthesizeConsumer(there.consumer)];
  compareNodeReleases(here, templatesHere);

  const snapshots = values.tests === 'none' ? undefined : testProject(there, values.tests as Selection, leftOut);
  const allowed = read<Record<string, AllowedDifference[]>>('allowed-differences.json')[end];
  const differences = [
    ...differencesOf(documentsOf(templatesHere), documentsOf(templatesThere)),
    ...snapshots === undefined ? [] : differencesOf(snapshotsOf(ROOT), snapshots),
  ];
  check(`${differences.length} differences in the templates, ${allowed.length} entries of allowed-differences.json`, differenceProblems(differences, allowed));
  return failed === 0 ? 0 : 1;
}

process.exitCode = main();
