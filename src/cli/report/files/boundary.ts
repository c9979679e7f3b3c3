import { existsSync, realpathSync, statSync } from 'fs';
import { dirname, sep } from 'path';
import { quotedName } from '../../../core/review/template/quoted-name';
import { UsageError } from '../../parser/usage-error';

/** The folders that the report may read: those that the user passed, and those of the templates that the user passed. */
export class Boundary {
  private readonly folders: readonly string[];

  constructor(paths: readonly string[]) {
    this.folders = paths.filter((path) => existsSync(path))
      .flatMap((path) => statSync(path).isDirectory() ? [realpathSync(path)] : [dirname(realpathSync(path)), realpathSync(dirname(path))]);
  }

  /**
   * Returns a path, unless it leads out of the folders, through a link or `..`. Otherwise an assembly from elsewhere could show any file of
   * this machine in the report.
   */
  public within(path: string): string {
    if (existsSync(path) && !this.folders.some((folder) => isInside(folder, realpathSync(path)))) {
      throw new UsageError(`${quotedName(path)} leads out of the folder that you passed: copy the file into the folder, or pass it`);
    }
    return path;
  }
}

function isInside(folder: string, file: string): boolean {
  return file === folder || file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
