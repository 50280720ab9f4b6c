import { useEffect } from 'react';
import { commandFor } from './command';
import { commands } from './commands';

export const isMac = navigator.platform.startsWith('Mac');

/** Text is typed here, so single keys are letters and Ctrl+Z is the field's own. */
function takesText(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLElement> | null;
  if (typeof element?.closest !== 'function') return false;
  return (
    element.closest('input, textarea, select, [role="combobox"], [role="textbox"]') !== null ||
    element.isContentEditable === true
  );
}

/** A dialog or menu in front of the window keeps the keys for itself. */
function isCovered(): boolean {
  return document.querySelector('[data-covers-window]') !== null;
}

/** Runs the command a key stands for; also given the keys pressed inside the article's frame. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isCovered()) return;
  if (takesText(event.target) && !/^F\d/.test(event.key)) return;
  const command = commandFor(commands, event, isMac);
  if (!command) return;
  event.preventDefault();
  void command.run();
}

/** Connects the registry to the keyboard and to the native menu. */
export function useCommands(): void {
  useEffect(() => {
    window.addEventListener('keydown', handleKey);
    const stop = window.broadsheet.on('menu.command', (id) => {
      if (!isCovered()) void commands.find((command) => command.id === id)?.run();
    });
    return () => {
      window.removeEventListener('keydown', handleKey);
      stop();
    };
  }, []);
}
