import { randomUUID } from 'crypto';
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

/** What says nothing of where somebody wants the output, but of what there is room for. */
const NO_ROOM: readonly (string | undefined)[] = ['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG'];

/** Where no file may be put beside another one, that one may still be written. */
const NOT_BESIDE: readonly (string | undefined)[] = ['EACCES', 'EPERM', 'EROFS', 'EBUSY'];

/** Whether output failed for what no other name mends. */
export function isOutOfRoom(error: unknown): boolean {
  return NO_ROOM.includes((error as NodeJS.ErrnoException).code);
}

/** Writes a file as a whole: where that fails, no part of it is left, and what was there before remains. */
export function writeWholeFile(path: string, text: string): void {
  const before = statSync(path, { throwIfNoEntry: false });
  if (before && !before.isFile()) {
    // A device or a pipe, which nothing may take the place of.
    writeFileSync(path, text);
    return;
  }
  const target = before ? realpathSync(path) : path;
  // Not the number of the process: in a container each has the same, and anybody can tell it.
  const beside = join(dirname(target), `.sagemaker-role-${randomUUID()}`);
  try {
    writeFileSync(beside, text, { mode: before?.mode, flag: 'wx' });
    if (before) {
      // Of the mode that it is made with, the umask takes something away.
      chmodSync(beside, before.mode);
    }
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    if (!before || !NOT_BESIDE.includes((error as NodeJS.ErrnoException).code)) {
      throw error;
    }
    writeFileSync(target, text);
  }
}
