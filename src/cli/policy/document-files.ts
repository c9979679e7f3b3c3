import { mkdirSync, readdirSync } from 'fs';
import { join } from 'path';
import { NamedDocument } from './policy-documents';
import { jsonText } from '../output/hidden-characters';
import { isOutOfRoom, writeWholeFile } from '../output/whole-file';
import { UsageError } from '../parser/usage-error';

export interface DocumentFiles {
  /** The files that this run wrote. */
  readonly written: readonly string[];
  /** The files of an earlier run that this run did not write. */
  readonly stale: readonly string[];
}

/** Writes each document into a file whose name begins with the role type. */
export function writeDocuments(folder: string, roleType: string, documents: readonly NamedDocument[]): DocumentFiles {
  const prefix = roleType.replace(/_/g, '-');
  const files = documents.map(({ name, document }) => ({ name: `${prefix}-${name}.json`, text: jsonText(document) }));
  const own = new RegExp(`^${prefix}-(pass-role-)?policy(-\\d+)?\\.json$`);
  try {
    mkdirSync(folder, { recursive: true });
    files.forEach(({ name, text }) => writeWholeFile(join(folder, name), text));
    return {
      written: files.map(({ name }) => join(folder, name)),
      stale: readdirSync(folder).filter((name) => own.test(name) && !files.some((file) => file.name === name)).map((name) => join(folder, name)),
    };
  } catch (error) {
    if (isOutOfRoom(error)) {
      throw error;
    }
    throw new UsageError(`--out-dir ${JSON.stringify(folder)} cannot be written to (${(error as NodeJS.ErrnoException).code}): use another folder`, { cause: error });
  }
}
