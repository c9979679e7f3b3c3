const UNRELEASED = '## Unreleased';

/** A section of the changelog: its notes without the heading, or undefined if there is no such section. */
export function sectionOf(changelog: string, heading: string): string | undefined {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => line === heading || line.startsWith(`${heading} (`));
  if (start < 0) {
    return undefined;
  }
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n').trim();
}

/** The hand-written notes for the next version. */
export function unreleasedNotes(changelog: string): string {
  return sectionOf(changelog, UNRELEASED) ?? '';
}

/** The section of a version, with its heading. */
export function versionSection(version: string, date: string, notes: string): string {
  return `## ${version} (${date})\n\n${notes}`;
}

/** The changelog with the section of a version in place of the unreleased notes, and an empty section above it. */
export function withVersion(changelog: string, section: string): string {
  const start = changelog.indexOf(`${UNRELEASED}\n`);
  const next = changelog.indexOf('\n## ', start + UNRELEASED.length);
  const older = next < 0 ? '' : `\n${changelog.slice(next + 1)}`;
  return `${changelog.slice(0, start)}${UNRELEASED}\n\n${section}\n${older}`;
}
