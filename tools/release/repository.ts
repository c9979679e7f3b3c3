import { execFileSync } from 'node:child_process';
import { rcompare, valid } from 'semver';
import { Commit } from './commits';

/** A git repository on this machine. */
export class Repository {
  constructor(public readonly folder: string) {}

  /** The highest version whose tag is in the history of HEAD. */
  public latestVersion(): string | undefined {
    return versionsOf(this.git('tag', '--merged', 'HEAD', '--list', 'v*'))[0];
  }

  /** The version that HEAD is tagged with. */
  public versionOfHead(): string | undefined {
    return versionsOf(this.git('tag', '--points-at', 'HEAD', '--list', 'v*'))[0];
  }

  /** The commits since a version, or all, the newest first. */
  public commitsSince(version: string | undefined): Commit[] {
    return this.git('log', '--format=%H%x00%B%x01', rangeSince(version)).split('\x01').map((text) => text.trim()).filter(Boolean)
      .map((text) => ({ hash: text.split('\0')[0], message: text.split('\0')[1] }));
  }

  /** The hash of the last commit since a version that changed a file. */
  public lastChangeOf(file: string, version: string | undefined): string | undefined {
    return this.git('log', '-1', '--format=%H', rangeSince(version), '--', file).trim() || undefined;
  }

  /** The text of a file at HEAD. */
  public read(file: string): string {
    return this.git('show', `HEAD:${file}`);
  }

  public isClean(): boolean {
    return this.git('status', '--porcelain').trim() === '';
  }

  /** Whether git has only the newest part of the history. */
  public isShallow(): boolean {
    return this.git('rev-parse', '--is-shallow-repository').trim() === 'true';
  }

  /** A copy of the repository at HEAD, with all tags and without remotes. The original stays as it is. */
  public cloneInto(folder: string): Repository {
    const head = this.git('rev-parse', 'HEAD').trim();
    this.git('clone', '--quiet', '--no-checkout', '--no-hardlinks', '.', folder);
    const copy = new Repository(folder);
    copy.git('remote', 'remove', 'origin');
    copy.git('checkout', '--quiet', '--detach', head);
    for (const [key, value] of ['user.name', 'user.email'].map((name) => [name, this.git('config', '--default', '', '--get', name).trim()])) {
      // A machine that only builds a tagged commit may have no user.
      if (value !== '') {
        copy.git('config', key, value);
      }
    }
    return copy;
  }

  /** Commits a file and tags the commit. */
  public commitRelease(file: string, tag: string): void {
    this.git('add', file);
    this.git('commit', '--quiet', '--no-verify', '--message', `chore(release): ${tag.slice(1)}`);
    this.git('tag', '--annotate', tag, '--message', tag);
  }

  /** Moves the branch forward to the release of a copy, and takes its tag. */
  public takeRelease(copy: Repository, tag: string): void {
    this.git('fetch', '--quiet', copy.folder, `refs/tags/${tag}:refs/tags/${tag}`);
    this.git('merge', '--quiet', '--ff-only', `${tag}^{commit}`);
  }

  private git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

export function tagOf(version: string): string {
  return `v${version}`;
}

function rangeSince(version: string | undefined): string {
  return version === undefined ? 'HEAD' : `${tagOf(version)}..HEAD`;
}

/** The versions of tags such as v1.2.3, the highest first. */
function versionsOf(tags: string): string[] {
  return tags.split('\n').map((tag) => valid(tag.trim().slice(1))).filter((version) => version !== null).sort(rcompare);
}
