import { sectionOf, unreleasedNotes, versionSection } from './changelog';
import { changeOf, titleOf } from './commits';
import { PermissionChange, permissionNotes } from './permission-changes';
import { Repository, tagOf } from './repository';
import { FIRST_VERSION, isLargeEnough, largest, nextVersion } from './version';

/** A version that can be released. */
export interface Plan {
  readonly version: string;
  readonly tag: string;
  /** The section of the changelog, with its heading. */
  readonly section: string;
  /** Why it is this version. */
  readonly reasons: readonly string[];
  /** Whether HEAD has the tag of the version already. */
  readonly tagged: boolean;
}

export interface PlanOptions {
  /** The day of the release, such as 2026-11-30. */
  readonly date: string;
  /** A version that a person asks for. */
  readonly as?: string;
  /** The changes to the roles since a tag. */
  readonly permissionsSince: (tag: string) => readonly PermissionChange[];
}

/** The release is not possible as things are. The message says what to do. */
export class Refused extends Error {}

export const CHANGELOG = 'CHANGELOG.md';

/** Works out the next version of a repository, or the version that HEAD is tagged with. */
export function planRelease(repository: Repository, options: PlanOptions): Plan {
  if (repository.isShallow()) {
    throw new Refused('The history is not complete: run git fetch --unshallow --tags');
  }
  const version = repository.versionOfHead();
  return version === undefined ? planVersion(repository, options) : planTagged(repository, version);
}

function planTagged(repository: Repository, version: string): Plan {
  const notes = sectionOf(repository.read(CHANGELOG), `## ${version}`);
  if (notes === undefined) {
    throw new Refused(`${tagOf(version)} has no section '## ${version}' in ${CHANGELOG}: delete the tag, and let npm run release make it`);
  }
  const tag = tagOf(version);
  return { version, tag, section: `## ${version}\n\n${notes}`, reasons: [`this commit has the tag ${tag}`], tagged: true };
}

function planVersion(repository: Repository, { date, as, permissionsSince }: PlanOptions): Plan {
  const previous = repository.latestVersion();
  const commits = repository.commitsSince(previous)
    .map((commit) => ({ title: titleOf(commit), hash: commit.hash, change: changeOf(commit.message) }));
  const permissions = previous === undefined ? [] : permissionsSince(tagOf(previous));
  const change = largest([...commits, ...permissions].map((one) => one.change));
  const demanded = nextVersion(previous, change);
  if (demanded === undefined) {
    throw new Refused(`There is nothing to release since ${tagOf(previous!)}: `
      + 'no commit is a feature, a fix or a breaking change, and no permission changed');
  }
  if (as !== undefined && !isLargeEnough(as, demanded)) {
    throw new Refused(`--as ${as} is too low: the changes since ${previous === undefined ? 'the start' : tagOf(previous)} demand ${demanded} or higher`);
  }
  const notes = unreleasedNotes(repository.read(CHANGELOG));
  requireNotes(notes, previous, commits, repository.lastChangeOf(CHANGELOG, previous));
  const version = as ?? demanded;
  const permissionSection = previous === undefined ? '' : `\n\n### Permissions\n\n${permissionNotes(permissions)}`;
  return {
    version,
    tag: tagOf(version),
    section: versionSection(version, date, `${notes}${permissionSection}`),
    reasons: previous === undefined ? [`${FIRST_VERSION} is the first version`] : [
      ...commits.filter((commit) => commit.change === change).map(({ title }) => `${change}: ${title}`),
      ...permissions.filter((one) => one.change === change).map(({ roleType }) => `${change}: the permissions or the trust of ${roleType} changed`),
    ],
    tagged: false,
  };
}

interface PlannedCommit {
  readonly hash: string;
  readonly title: string;
  readonly change: string;
}

/** People write the notes. The commits only say where a note may be missing: features and breaking changes after the last change of the notes. */
function requireNotes(notes: string, previous: string | undefined, commits: readonly PlannedCommit[], lastChange: string | undefined): void {
  if (notes === '') {
    throw new Refused(`${CHANGELOG} has no notes below '## Unreleased': write what users must know about this version`);
  }
  const later = commits.slice(0, lastChange === undefined ? undefined : commits.findIndex(({ hash }) => hash === lastChange));
  const unnoted = later.filter(({ change }) => change === 'minor' || change === 'major').map(({ title }) => `  ${title}`);
  if (previous !== undefined && unnoted.length > 0) {
    throw new Refused(`These commits are newer than the last change of ${CHANGELOG}. Add a note for each that users notice:\n${unnoted.join('\n')}`);
  }
}
