import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { runInNewContext } from 'vm';
import { Documents } from './differences';
import { leavesOfSnapshot } from './leaves';

/** The snapshots of a project's tests, by file and name. */
export function snapshotsOf(project: string): Documents {
  const files = readdirSync(join(project, 'test'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.snap')).sort();
  return new Map(files.flatMap((file) => {
    const snapshots: Record<string, string> = {};
    runInNewContext(readFileSync(join(project, 'test', file), 'utf8'), { exports: snapshots });
    return Object.entries(snapshots).map(([name, text]): [string, ReturnType<typeof leavesOfSnapshot>] => [`${file}: ${name}`, leavesOfSnapshot(text)]);
  }));
}
