import { Boundary } from './files/boundary';
import { distinctFiles } from './files/distinct-files';
import { fileSource } from './files/file-source';
import { templateFiles } from './files/template-files';
import { loadReference } from './load-reference';
import type { Report } from '../../core/review/report';
import { review } from '../../core/review/review';
import { asUsage } from '../parser/usage-error';

/** The report of the templates at these paths. */
export function buildReport(paths: readonly string[]): Report {
  const notes = new Set<string>();
  const note = (text: string) => void notes.add(text);
  const files = distinctFiles(paths.flatMap((path) => templateFiles(path, new Boundary([path]), note)));
  const reviewed = asUsage(() => review(files, fileSource(new Boundary(paths), note), loadReference(), note));
  return { ...reviewed, notes: [...notes] };
}
