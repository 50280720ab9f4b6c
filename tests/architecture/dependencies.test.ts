import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The dependency direction of docs/architecture.md, kept: an arrow is an import. */

const root = resolve(import.meta.dirname, '../..');
const source = join(root, 'src');

interface Import {
  readonly from: string;
  readonly to: string;
  /** `import type`: gone at run time, so it binds the compiler alone. */
  readonly typeOnly: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
);

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(source, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
  );
  return [...found].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    const to = specifier.startsWith('.')
      ? relative(source, resolve(source, dirname(file), specifier))
      : specifier;
    return { from: file, to, typeOnly: /^\s*(?:import|export)\s+type\b/.test(match[0]) };
  });
});

const layerOf = (file: string) => file.split('/')[0] ?? '';
const lines = (found: readonly Import[]) => found.map(({ from, to }) => `${from} → ${to}`);

describe('the dependency direction', () => {
  it('is checked over the whole source tree', () => {
    expect(new Set(files.map(layerOf))).toEqual(new Set(['main', 'preload', 'renderer', 'shared']));
    expect(imports.length).toBeGreaterThan(100);
  });

  it('lets main, preload and renderer import themselves and shared, and shared import nothing of ours', () => {
    const allowed: Record<string, readonly string[]> = {
      main: ['main', 'shared'],
      preload: ['preload', 'shared'],
      renderer: ['renderer', 'shared'],
      shared: ['shared'],
    };
    const ours = new Set(Object.keys(allowed));
    const wrong = imports.filter(
      ({ from, to }) => ours.has(layerOf(to)) && !allowed[layerOf(from)]?.includes(layerOf(to)),
    );
    expect(lines(wrong)).toEqual([]);
  });

  it('keeps Electron to main/index, main/app, main/ipc and preload', () => {
    const mayUse = /^(main\/index\.ts|main\/app\/|main\/ipc\/|preload\/)/;
    expect(lines(imports.filter(({ from, to }) => /^electron(\/|$)/.test(to) && !mayUse.test(from)))).toEqual(
      [],
    );
  });

  it('keeps Node out of the window and of shared', () => {
    const wrong = imports.filter(({ from, to }) => to.startsWith('node:') && !from.startsWith('main/'));
    expect(lines(wrong)).toEqual([]);
  });

  it('keeps the raw IPC of Electron in one file on each side, and in the one of the extractor', () => {
    const users = files.filter((file) =>
      /\bipc(Main|Renderer)\b/.test(readFileSync(join(source, file), 'utf8')),
    );
    expect(users.sort()).toEqual(['main/ipc/router.ts', 'preload/extractor.ts', 'preload/index.ts']);
  });

  it('has one writer of the database: outside of the library nothing opens it', () => {
    const outside = imports.filter(({ from, to }) => to === 'dexie' && !from.startsWith('renderer/library/'));
    expect(lines(outside)).toEqual([]);
  });

  it('lets no two files import each other in a circle', () => {
    const graph = new Map<string, string[]>();
    const known = new Map(files.map((file) => [file.replace(/(\/index)?\.tsx?$/, ''), file]));
    for (const { from, to, typeOnly } of imports) {
      if (typeOnly) continue;
      const target = known.get(to.replace(/(\/index)?(\.tsx?)?$/, ''));
      if (target) graph.set(from, [...(graph.get(from) ?? []), target]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});
