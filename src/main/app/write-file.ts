import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { ProblemError } from '../../shared/model/problem';

/**
 * Writes beside and moves into place, so that a crash leaves the old file or the new one. Readable by this user alone.
 *
 * @throws ProblemError `file`
 */
export function writeFileWhole(file: string, text: string): void {
  try {
    const part = `${file}.part`;
    const handle = openSync(part, 'w', 0o600);
    try {
      writeSync(handle, text);
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
