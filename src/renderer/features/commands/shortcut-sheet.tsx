import { closeDialog } from '../../state/dialogs';
import { Modal } from '../../ui/modal';
import { type Command, type KeyBinding, keyCaps } from './command';
import { commands } from './commands';
import './shortcut-sheet.css';
import { isMac } from './use-commands';

interface Line {
  readonly title: string;
  readonly keys: readonly KeyBinding[];
}

/** Keys that belong to a list or the tree itself, not to a command. */
const ownKeys: readonly Line[] = [
  { title: 'Move without reading', keys: [{ key: '↑' }, { key: '↓' }] },
  { title: 'Open', keys: [{ key: 'Enter' }] },
  { title: 'To the next pane', keys: [{ key: '←' }, { key: '→' }] },
  { title: 'Menu of a subscription', keys: [{ key: 'F10', shift: true }] },
];

const groups: readonly Command['group'][] = ['Reading', 'Listening', 'Subscriptions', 'Window'];

/** Every key there is, made from the commands themselves, so that it cannot be out of date. */
export function ShortcutSheet() {
  const group = (name: Command['group']) =>
    commands.filter((command) => command.group === name && command.keys.length > 0);
  return (
    <Modal title="Keyboard shortcuts" width="wide" onClose={closeDialog}>
      <div className="shortcuts">
        {groups.map((name) => (
          <Group key={name} title={name} lines={group(name)} />
        ))}
        <Group title="In lists" lines={ownKeys} />
      </div>
    </Modal>
  );
}

function Group({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  return (
    <section className="shortcut-group">
      <h3 className="shortcut-heading">{title}</h3>
      <dl>
        {lines.map((line) => (
          <div key={line.title} className="shortcut">
            <dt>{line.title}</dt>
            <dd>
              {line.keys.map((binding) => (
                <Keys key={binding.key} binding={binding} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Keys({ binding }: { readonly binding: KeyBinding }) {
  return (
    <span className="shortcut-keys">
      {keyCaps(binding, isMac).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
