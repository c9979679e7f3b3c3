import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileConsumer, synthesizeConsumer } from './floor/consumer-templates';
import { AllowedDifference, differenceProblems, differencesOf, Documents } from './floor/differences';
import { Findings } from './floor/findings';
import { leavesOf } from './floor/leaves';
import { NODE_MAJORS, nodeOf } from './floor/node-releases';
import { checkTypes, runTests, testFilesOf } from './floor/project-tests';
import { developedReleases, newestReleases, oldestReleases, Releases, same, titleOf } from './floor/releases';
import { RangeEnd, readSelections, Selection, SELECTIONS, Selections, selectTests, staleEntries } from './floor/selections';
import { snapshotsOf } from './floor/snapshots';
import { Workspace } from './floor/workspace';
import { packTarball } from './supply-chain/tarball';

const ROOT = join(__dirname, '..', '..');
const NAME = 'cdk-sagemaker-execution-role';

const findings = new Findings();

/** A folder with an app that uses the package beside the releases. The app compiles. */
function consumerWith(releases: Releases, omittedPackages: readonly string[], unpacked: string): Workspace {
  const workspace = new Workspace(ROOT, releases);
  workspace.install(omittedPackages);
  workspace.addConsumer(NAME, unpacked);
  compileConsumer(ROOT, workspace.consumer);
  findings.print(`✓ a consumer's app compiles with ${titleOf(releases)}`);
  return workspace;
}

function documentsOf(templates: ReadonlyMap<string, string>): Documents {
  return new Map([...templates].map(([file, text]) => [file, leavesOf(JSON.parse(text))]));
}

/** Compares the app's templates with those of other releases of Node.js. */
function compareNodeReleases(workspace: Workspace, here: ReadonlyMap<string, string>): void {
  for (const major of NODE_MAJORS) {
    const there = synthesizeConsumer(workspace.consumer, nodeOf(ROOT, major));
    findings.check(`Node.js ${major} synthesizes the same bytes as ${process.version}`,
      [...here].filter(([file, text]) => there.get(file) !== text).map(([file]) => `${file} is different`));
  }
}

/** Runs the project's tests beside other releases of CDK, and returns the snapshots that they write. */
function testProject(workspace: Workspace, selection: Selection, end: RangeEnd, selections: Selections): Documents {
  workspace.copyProject();
  const files = testFilesOf(workspace.project);
  const selected = selectTests(selection, files, end, selections);
  findings.check('selections.json names tests that exist', staleEntries(selections, files));
  Object.entries(end.omittedTests).forEach(([file, reason]) => findings.print(`- ${file} is omitted: ${reason}`));
  findings.check('src, tests and examples compile', checkTypes(ROOT, workspace.project, Object.keys(end.omittedTests)) ? [] : ['see above']);
  findings.check(`${selected.length} of ${files.all.length} test files`, runTests(ROOT, workspace.project, selected) ? [] : ['see above']);
  return snapshotsOf(workspace.project);
}

/** Compares the package beside the releases at an end of the supported range with the package beside those of development. */
function compareWith(compared: Releases, developed: Releases, name: 'floor' | 'ceiling', tests: string | undefined): void {
  const selections = readSelections();
  const end = selections[name];
  const unpacked = join(dirname(packTarball(join(ROOT, '.cache', 'floor', 'package')).file), 'package');
  const [here, there] = [developed, compared].map((releases) => consumerWith(releases, Object.keys(end.omittedPackages), unpacked));
  const [templatesHere, templatesThere] = [here, there].map(({ consumer }) => synthesizeConsumer(consumer));
  compareNodeReleases(here, templatesHere);

  const selection = (tests ?? end.selection) as Selection;
  const snapshots = selection === 'none' ? undefined : testProject(there, selection, end, selections);
  const allowed: AllowedDifference[] = JSON.parse(readFileSync(join(__dirname, 'floor', 'allowed-differences.json'), 'utf8'))[name];
  const differences = [
    ...differencesOf(documentsOf(templatesHere), documentsOf(templatesThere)),
    ...snapshots === undefined ? [] : differencesOf(snapshotsOf(ROOT), snapshots),
  ];
  findings.check(`${differences.length} differences in the templates, ${allowed.length} entries of allowed-differences.json`,
    differenceProblems(differences, allowed));
}

function main(): number {
  const { values: { ceiling, tests } } = parseArgs({ options: { ceiling: { type: 'boolean', default: false }, tests: { type: 'string' } } });
  if (tests !== undefined && !SELECTIONS.some((selection) => selection === tests)) {
    console.error(`'--tests=${tests}' is unknown: use one of ${SELECTIONS.join(', ')}`);
    return 64;
  }
  const name = ceiling ? 'ceiling' : 'floor';
  const [developed, compared] = [developedReleases(ROOT), ceiling ? newestReleases() : oldestReleases(ROOT)];
  findings.print(`${name}: ${titleOf(compared)}; developed with ${titleOf(developed)}`);
  if (same(developed, compared)) {
    findings.print('✓ the newest releases are those of development, which npm test uses');
    return 0;
  }
  compareWith(compared, developed, name, tests);
  return findings.exitCode;
}

process.exitCode = main();
