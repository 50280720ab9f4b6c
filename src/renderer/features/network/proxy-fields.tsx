import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { type InputHTMLAttributes, useId } from 'react';
import type { ProxyServer } from '../../../shared/model/network';
import '../../ui/menu.css';
import '../feeds/add-feed-dialog.css';

export interface TypedProxy {
  readonly scheme: ProxyServer['scheme'];
  readonly host: string;
  readonly port: string;
  readonly bypass: string;
  readonly user: string;
  readonly password: string;
}

interface ProxyFieldsProps {
  readonly value: TypedProxy;
  readonly onChange: (value: TypedProxy) => void;
  /** A login is stored, which stays unless another is typed. */
  readonly hasLogin: boolean;
}

const kinds: readonly { readonly value: ProxyServer['scheme']; readonly label: string }[] = [
  { value: 'http', label: 'HTTP' },
  { value: 'https', label: 'HTTPS' },
  { value: 'socks5', label: 'SOCKS 5' },
];

/** The reader's own proxy. */
export function ProxyFields({ value, onChange, hasLogin }: ProxyFieldsProps) {
  const stored = hasLogin ? 'As stored' : undefined;
  const set = (change: Partial<TypedProxy>) => onChange({ ...value, ...change });
  return (
    <div className="proxy-fields">
      <div className="proxy-row proxy-row-server">
        <KindSelect value={value.scheme} onChange={(scheme) => set({ scheme })} />
        <Field
          label="Host"
          value={value.host}
          placeholder="proxy.example.com"
          onText={(host) => set({ host })}
        />
        <Field label="Port" value={value.port} inputMode="numeric" onText={(port) => set({ port })} />
      </div>
      <Field
        label="Not for these hosts"
        value={value.bypass}
        placeholder="intranet.example.com, 192.168.0.0/16"
        onText={(bypass) => set({ bypass })}
      />
      {value.scheme !== 'socks5' && (
        <div className="proxy-row">
          <Field
            label="User name"
            value={value.user}
            placeholder={stored}
            autoComplete="username"
            onText={(user) => set({ user })}
          />
          <Field
            label="Password"
            type="password"
            value={value.password}
            placeholder={stored}
            onText={(password) => set({ password })}
          />
        </div>
      )}
    </div>
  );
}

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  readonly label: string;
  readonly onText: (text: string) => void;
}

function Field({ label, onText, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        {...input}
        id={id}
        className="field-input"
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  );
}

interface KindSelectProps {
  readonly value: ProxyServer['scheme'];
  readonly onChange: (scheme: ProxyServer['scheme']) => void;
}

function KindSelect({ value, onChange }: KindSelectProps) {
  return (
    <Select.Root items={kinds} value={value} onValueChange={(scheme) => scheme && onChange(scheme)}>
      <div className="field">
        <Select.Label className="field-label">Kind</Select.Label>
        <Select.Trigger className="field-input folder-select">
          <Select.Value className="folder-select-value" />
          <Select.Icon className="folder-select-icon">
            <ChevronsUpDown aria-hidden size={14} strokeWidth={2} />
          </Select.Icon>
        </Select.Trigger>
      </div>
      <Select.Portal>
        <Select.Positioner className="popup-positioner" sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className="menu folder-select-popup">
            <Select.List className="menu-list">
              {kinds.map((kind) => (
                <Select.Item key={kind.value} value={kind.value} className="menu-item">
                  <Select.ItemText className="menu-item-label">{kind.label}</Select.ItemText>
                  <Select.ItemIndicator>
                    <Check aria-hidden size={14} strokeWidth={2.25} />
                  </Select.ItemIndicator>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
