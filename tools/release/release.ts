import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { valid } from 'semver';
import { withVersion } from './changelog';
import { describeDist, distProblems } from './dist';
import { installBesideOldest, makePackages, packJavaScript, translateExamples } from './packages';
import { actionsOf, PermissionChange, permissionChanges } from './permission-changes';
import { CHANGELOG, Plan, planRelease, Refused } from './plan';
import { Repository, tagOf } from './repository';
import { grantsOf } from './resource-types';
import { runCommand } from '../verify/consumers/run-command';
import { commitOf, committedSource } from '../verify/templates/compiled-source';
import { templatesOf } from '../verify/templates/templates-of';

const ROOT = join(__dirname, '../..');
const DIST = join(ROOT, 'dist');

const USAGE = `npm run release -- [--dry-run] [--plan] [--as VERSION]

  --dry-run     Make the packages in dist/, but no commit and no tag.
  --plan        Print the version, the tag and the section of the changelog, and make nothing.
  --as VERSION  A higher version than the changes demand, such as 1.0.0.

Without an option: make the packages in dist/, then the commit and the tag in this repository. It pushes and publishes nothing.`;

interface Options {
  readonly dryRun: boolean;
  readonly planOnly: boolean;
  readonly as?: string;
}

async function main(args: readonly string[]): Promise<void> {
  const { dryRun, planOnly, as } = optionsOf(args);
  const repository = new Repository(ROOT);
  if (!repository.isClean()) {
    if (!dryRun && !planOnly) {
      throw new Refused('There are changes that are not committed: commit them first, or try --dry-run, which releases the last commit');
    }
    console.log('The last commit is released, without the changes that are not committed.\n');
  }
  const previous = repository.latestVersion();
  const changes = previous === undefined || repository.versionOfHead() !== undefined ? [] : await permissionsSince(tagOf(previous));
  const plan = planRelease(repository, { date: new Date().toISOString().slice(0, 10), as, permissionsSince: () => changes });
  print(plan);
  if (planOnly) {
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    const copy = repository.cloneInto(join(folder, 'project'));
    if (!plan.tagged) {
      writeFileSync(join(copy.folder, CHANGELOG), withVersion(copy.read(CHANGELOG), plan.section));
      copy.commitRelease(CHANGELOG, plan.tag);
    }
    build(copy.folder, folder, plan, dryRun);
    rmSync(DIST, { recursive: true, force: true });
    cpSync(join(copy.folder, 'dist'), DIST, { recursive: true });
    if (!plan.tagged && !dryRun) {
      repository.takeRelease(copy, plan.tag);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`\ndist/ has the packages of ${plan.version}. This command publishes nothing. ${nextStep(plan, dryRun)}`);
}

function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { 'dry-run': { type: 'boolean', default: false }, 'plan': { type: 'boolean', default: false }, 'as': { type: 'string' } },
  });
  if (values.as !== undefined && valid(values.as) !== values.as) {
    throw new Refused(`--as ${values.as} is not a version: write it like 1.0.0`);
  }
  return { dryRun: values['dry-run'], planOnly: values.plan, as: values.as };
}

async function permissionsSince(tag: string): Promise<PermissionChange[]> {
  const [before, after] = [tag, 'HEAD'].map((reference) => templatesOf(committedSource(ROOT, commitOf(ROOT, reference))));
  return permissionChanges(before, after, await grantsOf([before, after].flatMap(actionsOf)));
}

function print({ version, tag, section, reasons }: Plan): void {
  console.log(`version ${version}\ntag     ${tag}`);
  reasons.forEach((reason) => console.log(`        ${reason}`));
  console.log(`\nthe section of ${CHANGELOG}:\n\n${section}\n`);
}

/** Compiles a copy of the project with the version of the release inside, and makes everything in its dist/. */
function build(project: string, folder: string, { version, tag, section }: Plan, dryRun: boolean): void {
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'junction');
  const manifest = join(project, 'package.json');
  // The tag is the only place of the version: package.json in git always says 0.0.0.
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"version": "0.0.0"', `"version": "${version}"`));
  const dist = join(project, 'dist');
  mkdirSync(dist);
  step('compile', () => runCommand('npx', ['projen', 'compile'], { cwd: project }));
  // Only a release must not go out without the audit. A registry's mirror may not answer it.
  step('bill of materials and audit', () => console.log(runCommand('npx', ['projen', 'supply-chain', ...dryRun ? [] : ['--require-audit']], {
    cwd: project, env: { LIBRARY_IS_COMPILED: 'true' },
  }).output));
  const tarball = step('npm package', () => packJavaScript(project, join(dist, 'js')));
  const installed = step('install beside the oldest CDK', () => installBesideOldest(tarball, join(folder, 'oldest')));
  step('examples', () => translateExamples(installed));
  step('packages for Python, Java and Go', () => makePackages(installed, ['python', 'java', 'go'], dist, join(ROOT, '.cache/release/maven')));
  describeDist(dist, { version, tag, section });
  const problems = distProblems(dist, version);
  if (problems.length > 0) {
    throw new Refused(problems.join('\n'));
  }
}

function step<T>(name: string, action: () => T): T {
  const start = performance.now();
  const result = action();
  console.log(`${String(Math.round((performance.now() - start) / 1000)).padStart(5)} s  ${name}`);
  return result;
}

function nextStep({ tag, tagged }: Plan, dryRun: boolean): string {
  return dryRun || tagged ? 'The branch and the tags are as before.' : `This branch has a new commit, with the tag ${tag}: push both with git push --follow-tags.`;
}

main(process.argv.slice(2)).catch((error: NodeJS.ErrnoException) => {
  console.error(error.message);
  if (error.code?.startsWith('ERR_PARSE_ARGS')) {
    console.error(`\n${USAGE}`);
  }
  process.exitCode = 1;
});
