import { describe, expect, it } from 'vitest';
import {
  type Command,
  commandFor,
  type KeyBinding,
  type KeyPress,
  keyCaps,
} from '../../../src/renderer/features/commands/command';

const command = (id: Command['id'], ...keys: KeyBinding[]): Command => ({
  id,
  title: id,
  group: 'Reading',
  keys,
  run: () => {},
});

const commands = [
  command('feed.add', { key: 'a' }),
  command('view.mark-all-read', { key: 'a', shift: true }),
  command('edit.undo', { key: 'z', mod: true }),
  command('help.shortcuts', { key: '?' }),
  command('pane.next', { key: 'F6' }),
  command('pane.previous', { key: 'F6', shift: true }),
];

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const found = (some: KeyPress, mac = false) => commandFor(commands, some, mac)?.id;

describe('a key', () => {
  it('stands for its command', () => {
    expect(found(press('a'))).toBe('feed.add');
    expect(found(press('x'))).toBeUndefined();
  });

  it('is another one with Shift', () => {
    expect(found(press('A', { shiftKey: true }))).toBe('view.mark-all-read');
    expect(found(press('F6', { shiftKey: true }))).toBe('pane.previous');
    expect(found(press('F6'))).toBe('pane.next');
  });

  it('is the same with Caps Lock', () => {
    expect(found(press('A'))).toBe('feed.add');
  });

  it('is nobody’s when a modifier is held', () => {
    expect(found(press('a', { ctrlKey: true }))).toBeUndefined();
    expect(found(press('a', { altKey: true }))).toBeUndefined();
    expect(found(press('a', { metaKey: true }))).toBeUndefined();
  });

  it('is found with or without Shift when it is a sign', () => {
    expect(found(press('?', { shiftKey: true }))).toBe('help.shortcuts');
    expect(found(press('?'))).toBe('help.shortcuts');
  });

  it('takes Ctrl, and Cmd on a Mac', () => {
    expect(found(press('z', { ctrlKey: true }))).toBe('edit.undo');
    expect(found(press('z', { metaKey: true }))).toBeUndefined();
    expect(found(press('z', { metaKey: true }), true)).toBe('edit.undo');
    expect(found(press('z', { ctrlKey: true }), true)).toBeUndefined();
  });

  it('is shown as the reader sees it on the keyboard', () => {
    expect(keyCaps({ key: 'a', shift: true }, false)).toEqual(['Shift', 'A']);
    expect(keyCaps({ key: 'z', mod: true }, true)).toEqual(['⌘', 'Z']);
    expect(keyCaps({ key: 'Enter' }, false)).toEqual(['Enter']);
  });
});
