import type { MenuCommand } from '../../../shared/contract/api';

export type CommandId =
  | MenuCommand
  | 'article.open'
  | 'view.mark-all-read'
  | 'audio.toggle'
  | 'audio.back'
  | 'audio.forward'
  | 'edit.undo'
  | 'pane.next'
  | 'pane.previous';

/** A key as the reader presses it. `key` is `KeyboardEvent.key`; letters are lower case. */
export interface KeyBinding {
  readonly key: string;
  readonly shift?: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly mod?: boolean;
}

/** Something the reader can ask for by key, by menu or in the shortcut sheet: named, grouped and run in one place. */
export interface Command {
  readonly id: CommandId;
  readonly title: string;
  readonly group: 'Reading' | 'Listening' | 'Subscriptions' | 'Window';
  readonly keys: readonly KeyBinding[];
  readonly run: () => void | Promise<void>;
}

/** The part of a keyboard event that bindings look at. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The command a key press stands for. A single key with a modifier is somebody else's. */
export function commandFor(commands: readonly Command[], press: KeyPress, mac: boolean): Command | undefined {
  return commands.find((command) => command.keys.some((binding) => matches(binding, press, mac)));
}

function matches(binding: KeyBinding, press: KeyPress, mac: boolean): boolean {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const otherMod = mac ? press.ctrlKey : press.metaKey;
  if (press.altKey || otherMod || mod !== (binding.mod ?? false)) return false;
  const letter = /^[a-z]$/.test(binding.key);
  if (letter ? press.key.toLowerCase() !== binding.key : press.key !== binding.key) return false;
  // A sign such as "?" needs Shift on some keyboards and not on others; only letters and named keys tell it apart.
  return /^[^a-z]$/.test(binding.key) || press.shiftKey === (binding.shift ?? false);
}

/** The words on the key caps, one by one: ["Shift", "A"]. */
export function keyCaps(binding: KeyBinding, mac: boolean): readonly string[] {
  return [
    ...(binding.mod ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(binding.shift ? [mac ? '⇧' : 'Shift'] : []),
    binding.key.length === 1 ? binding.key.toUpperCase() : binding.key,
  ];
}
