import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Folder } from '../../../src/shared/model/folder';
import {
  folderLines,
  folderPath,
  foldersById,
  foldersWithin,
  intervalWithin,
} from '../../../src/shared/model/folder-tree';
import type { FolderId } from '../../../src/shared/model/ids';
import type { OwnInterval } from '../../../src/shared/model/interval';

const folder = (id: string, parentId: string | null, ownInterval: OwnInterval | null = null): Folder => ({
  id: id as FolderId,
  title: id.toUpperCase(),
  parentId: parentId as FolderId | null,
  ownInterval,
});
const id = (name: string) => name as FolderId;
const folders = [folder('a', null, 60), folder('b', 'a'), folder('c', 'b', 'by-hand'), folder('d', null)];

describe('folders in folders', () => {
  it('are lines of a tree, each followed by those inside it', () => {
    expect(folderLines(folders).map(({ folder: { title }, level }) => [title, level])).toEqual([
      ['A', 1],
      ['B', 2],
      ['C', 3],
      ['D', 1],
    ]);
    expect(folderPath(id('c'), foldersById(folders))).toEqual(['A', 'B', 'C']);
    expect([...foldersWithin(id('b'), folders)].sort()).toEqual(['b', 'c']);
  });

  it('follow the nearest folder that has an interval', () => {
    const byId = foldersById(folders);
    expect(['a', 'b', 'c', 'd'].map((name) => intervalWithin(id(name), byId))).toEqual([
      60,
      60,
      'by-hand',
      null,
    ]);
    expect(intervalWithin(null, byId)).toBeNull();
  });

  it('are each shown once, however damaged a library is', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const anyParent = fc.constantFrom(null, 'nowhere', ...names);
    fc.assert(
      fc.property(fc.array(anyParent, { minLength: 6, maxLength: 6 }), (parents) => {
        const damaged = names.map((name, place) => folder(name, parents[place] ?? null));
        const shown = folderLines(damaged).map(({ folder: { id: shownId } }) => shownId);
        expect(shown.toSorted()).toEqual(names);
        for (const name of names) {
          expect(foldersWithin(id(name), damaged).has(id(name))).toBe(true);
          expect(folderPath(id(name), foldersById(damaged)).length).toBeLessThanOrEqual(names.length);
        }
      }),
    );
  });
});
