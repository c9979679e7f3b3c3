import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withVersion } from '../../../tools/release/changelog';
import { PermissionChange } from '../../../tools/release/permission-changes';
import { Plan, planRelease } from '../../../tools/release/plan';
import { Repository } from '../../../tools/release/repository';

let folder: string;
let repository: Repository;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-plan-'));
  repository = new Repository(join(folder, 'project'));
  execFileSync('git', ['init', '--quiet', '--initial-branch', 'main', repository.folder]);
  git('config', 'user.name', 'Jane Doe');
  git('config', 'user.email', 'jane@example.com');
  git('config', 'commit.gpgsign', 'false');
  write('# Changelog\n\n## Unreleased\n\n- First.\n');
  commit('feat: first');
});

afterEach(() => rmSync(folder, { recursive: true }));

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: repository.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

function write(changelog: string): void {
  writeFileSync(join(repository.folder, 'CHANGELOG.md'), changelog);
}

function commit(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', message);
}

function note(text: string): void {
  write(repository.read('CHANGELOG.md').replace('## Unreleased\n', `## Unreleased\n\n- ${text}\n`));
}

function plan(permissions: readonly PermissionChange[] = [], as?: string): Plan {
  return planRelease(repository, { date: '2026-11-28', as, permissionsSince: () => permissions });
}

function releaseFirst(): void {
  write(withVersion(repository.read('CHANGELOG.md'), plan().section));
  repository.commitRelease('CHANGELOG.md', 'v0.1.0');
}

test('plans 0.1.0 without a tag, and compares no permissions', () => {
  const permissionsSince = jest.fn();
  expect(planRelease(repository, { date: '2026-11-28', permissionsSince })).toEqual({
    version: '0.1.0', tag: 'v0.1.0', section: '## 0.1.0 (2026-11-28)\n\n- First.', reasons: ['0.1.0 is the first version'], tagged: false,
  });
  expect(permissionsSince).not.toHaveBeenCalled();
});

test('counts the commits since the last version, and adds the permissions to the notes', () => {
  releaseFirst();
  note('Second.');
  commit('fix: second');
  const { version, section, reasons } = plan();
  expect(version).toBe('0.1.1');
  expect(section).toBe('## 0.1.1 (2026-11-28)\n\n- Second.\n\n### Permissions\n\nNo role type has other permissions or another trust policy.');
  expect(reasons).toEqual([expect.stringMatching(/^patch: [0-9a-f]{7} fix: second$/)]);
});

test('lets a removed permission raise the version', () => {
  releaseFirst();
  note('Second.');
  commit('fix: second');
  const { version, section, reasons } = plan([{ roleType: 'training', change: 'major', lines: ['may no longer: `a:B`.'] }]);
  expect(version).toBe('0.2.0');
  expect(section).toContain('- `training` may no longer: `a:B`.');
  expect(reasons).toEqual(['major: the permissions or the trust of training changed']);
});

test('takes the highest version in the history of HEAD, not the newest tag', () => {
  releaseFirst();
  git('tag', 'v0.10.0');
  git('tag', 'v0.9.0');
  git('tag', 'vim');
  git('checkout', '--quiet', '-b', 'other');
  commit('feat: other');
  git('tag', 'v7.0.0');
  git('checkout', '--quiet', 'main');
  note('Second.');
  commit('feat!: second');
  expect(plan().version).toBe('0.11.0');
});

test('plans the version of the tag that HEAD has', () => {
  releaseFirst();
  expect(plan()).toEqual(expect.objectContaining({ version: '0.1.0', tag: 'v0.1.0', section: '## 0.1.0\n\n- First.', tagged: true }));
});

test('refuses a tag without a section', () => {
  git('tag', 'v3.0.0');
  expect(() => plan()).toThrow("v3.0.0 has no section '## 3.0.0' in CHANGELOG.md");
});

test('refuses a version without changes for users', () => {
  releaseFirst();
  commit('docs: second');
  expect(() => plan()).toThrow('There is nothing to release since v0.1.0');
});

test('refuses a version without notes', () => {
  releaseFirst();
  commit('fix: second');
  expect(() => plan()).toThrow("CHANGELOG.md has no notes below '## Unreleased'");
});

test('refuses features and breaking changes that are newer than the notes, and accepts fixes', () => {
  releaseFirst();
  note('Second.');
  commit('feat: second');
  commit('fix: third');
  expect(plan().version).toBe('0.1.1');
  commit('feat: fourth');
  commit('fix!: fifth');
  expect(() => plan()).toThrow(/^These commits are newer[^]*\n {2}[0-9a-f]{7} fix!: fifth\n {2}[0-9a-f]{7} feat: fourth$/);
  note('Fourth.');
  commit('docs: note');
  expect(plan().version).toBe('0.2.0');
});

test('takes a higher version if a person asks for it, and refuses a lower one', () => {
  releaseFirst();
  note('Second.');
  commit('feat!: second');
  expect(plan([], '1.0.0').tag).toBe('v1.0.0');
  expect(() => plan([], '0.1.9')).toThrow('--as 0.1.9 is too low: the changes since v0.1.0 demand 0.2.0 or higher');
});

test('refuses a history that is not complete', () => {
  commit('fix: second');
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${repository.folder}`, join(folder, 'shallow')]);
  const shallow = new Repository(join(folder, 'shallow'));
  expect(() => planRelease(shallow, { date: '2026-11-28', permissionsSince: () => [] })).toThrow('git fetch --unshallow --tags');
});

describe('a copy', () => {
  const state = () => [git('rev-parse', 'HEAD'), git('tag'), git('status', '--porcelain'), git('branch', '--all')];

  function releaseInCopy(): Repository {
    const copy = repository.cloneInto(join(folder, 'copy'));
    writeFileSync(join(copy.folder, 'CHANGELOG.md'), 'released');
    copy.commitRelease('CHANGELOG.md', 'v0.1.0');
    return copy;
  }

  test('takes a release without a change of the repository', () => {
    const before = state();
    const copy = releaseInCopy();
    expect(state()).toEqual(before);
    expect([repository.versionOfHead(), copy.versionOfHead()]).toEqual([undefined, '0.1.0']);
  });

  test('gives its commit and its tag to the repository', () => {
    repository.takeRelease(releaseInCopy(), 'v0.1.0');
    expect(git('log', '--format=%s %an')).toBe('chore(release): 0.1.0 Jane Doe\nfeat: first Jane Doe');
    expect(git('cat-file', '-t', 'v0.1.0')).toBe('tag');
    expect(readFileSync(join(repository.folder, 'CHANGELOG.md'), 'utf8')).toBe('released');
    expect(git('symbolic-ref', '--short', 'HEAD')).toBe('main');
    expect(repository.isClean()).toBe(true);
  });

  test('has the last commit, not the files that are not committed', () => {
    write('not committed');
    expect(repository.cloneInto(join(folder, 'copy')).isClean()).toBe(true);
    expect(readFileSync(join(folder, 'copy/CHANGELOG.md'), 'utf8')).toContain('- First.');
  });
});
