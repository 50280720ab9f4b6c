import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { type OpmlFile, opmlSizeLimit } from '../../shared/model/opml';
import { ProblemError } from '../../shared/model/problem';
import type { Result } from '../../shared/result';
import { documentMode, writeFileWhole } from '../app/write-file';
import { writeOpml } from '../opml/write-opml';
import type { Handlers } from './router';

const filters = [{ name: 'Lists of subscriptions (OPML)', extensions: ['opml', 'xml'] }];

/**
 * @param takeFile the path of a list that the system asked to open, once
 * @param readOpml reads a list away from the event loop of main
 */
export function opmlHandlers(
  window: () => BrowserWindow,
  takeFile: () => string | null,
  readOpml: (bytes: Uint8Array, name: string) => Promise<Result<OpmlFile>>,
): Pick<Handlers, 'opml.open' | 'opml.read' | 'opml.take' | 'opml.save'> {
  async function read(bytes: Uint8Array, name: string): Promise<OpmlFile> {
    const file = await readOpml(bytes, name);
    if (!file.ok) throw new ProblemError(file.problem);
    return file.value;
  }

  async function readFileAt(path: string): Promise<OpmlFile> {
    const name = basename(path);
    let bytes: Uint8Array;
    try {
      // Asked first: a film chosen by mistake is not to be read into memory.
      const { size } = await stat(path);
      if (size > opmlSizeLimit) throw new ProblemError({ code: 'too-large', limitBytes: opmlSizeLimit });
      bytes = await readFile(path);
    } catch (error) {
      throw error instanceof ProblemError ? error : fileProblem(name, error);
    }
    return read(bytes, name);
  }

  return {
    'opml.open': async () => {
      const { filePaths } = await dialog.showOpenDialog(window(), {
        title: 'Import subscriptions',
        filters,
        properties: ['openFile'],
      });
      return filePaths[0] === undefined ? null : readFileAt(filePaths[0]);
    },
    'opml.read': ({ name, bytes }) => read(bytes, name),
    'opml.take': async () => {
      const file = takeFile();
      return file === null ? null : readFileAt(file);
    },
    'opml.save': async ({ subscriptions }) => {
      const { filePath } = await dialog.showSaveDialog(window(), {
        title: 'Export subscriptions',
        defaultPath: 'subscriptions.opml',
        filters,
      });
      if (!filePath) return null;
      writeFileWhole(filePath, writeOpml(subscriptions, Date.now()), documentMode);
      return { name: basename(filePath) };
    },
  };
}

function fileProblem(name: string, error: unknown): ProblemError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown fault';
  return new ProblemError({ code: 'file', name, detail: code });
}
