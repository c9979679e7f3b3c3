import { randomUUID } from 'crypto';
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

/** Errors about the room for the output, not about its path. */
const NO_ROOM: readonly (string | undefined)[] = ['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG'];

/** Errors that forbid a new file in the folder. The file itself may still be writable. */
const NOT_BESIDE: readonly (string | undefined)[] = ['EACCES', 'EPERM', 'EROFS', 'EBUSY'];

/** Whether an error is about the room for the output, which no other path fixes. */
export function isOutOfRoom(error: unknown): boolean {
  return NO_ROOM.includes((error as NodeJS.ErrnoException).code);
}

/** Writes a file completely or not at all: after a failure, an earlier file is unchanged. */
export function writeWholeFile(path: string, text: string): void {
  const before = statSync(path, { throwIfNoEntry: false });
  if (before && !before.isFile()) {
    // A device or a pipe must not be replaced by a file.
    writeFileSync(path, text);
    return;
  }
  const target = before ? realpathSync(path) : path;
  // Not the process ID: anybody can guess it, and in containers every process may have the same.
  const beside = join(dirname(target), `.sagemaker-role-${randomUUID()}`);
  try {
    writeFileSync(beside, text, { mode: before?.mode, flag: 'wx' });
    if (before) {
      // The umask removes bits of the mode that a file is created with.
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
