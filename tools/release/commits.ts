import { sync as parse } from 'conventional-commits-parser';
import { Change } from './version';

export interface Commit {
  readonly hash: string;
  readonly message: string;
}

/** The types whose commits users notice. A breaking change counts with every type. */
const CHANGES: Readonly<Record<string, Change>> = { feat: 'minor', fix: 'patch', perf: 'patch', revert: 'patch' };

/** The parser's own patterns don't know the `!` of a breaking change. */
const PATTERNS = {
  headerPattern: /^(\w+)(?:\(([^)]*)\))?!?: (.*)$/,
  breakingHeaderPattern: /^(\w+)(?:\(([^)]*)\))?!: (.*)$/,
};

/** The size of a commit's change for users, from its message in the form of Conventional Commits. */
export function changeOf(message: string): Change {
  const { type, notes } = parse(message, PATTERNS);
  return notes.length > 0 ? 'major' : CHANGES[type ?? ''] ?? 'none';
}

/** The first line of a commit, with its short hash. */
export function titleOf({ hash, message }: Commit): string {
  return `${hash.slice(0, 7)} ${message.split('\n')[0]}`;
}
