import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ProblemError } from '../../shared/model/problem';

/**
 * Writes beside and moves into place, so that a crash or a full disk leaves the old file or the new one.
 *
 * @param mode who may read it (POSIX); the user alone unless told
 * @throws ProblemError `file`
 */
export function writeFileWhole(file: string, content: string | Uint8Array, mode = 0o600): void {
  try {
    const part = `${file}.part`;
    const handle = openSync(part, 'w', mode);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, file);
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? 'unknown fault';
    throw new ProblemError({ code: 'file', name: basename(file), detail });
  }
}

/** What documents that people keep are given: as any program would, less the system's own mask. */
export const documentMode = 0o666;
