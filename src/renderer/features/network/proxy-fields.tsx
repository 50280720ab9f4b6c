import { type InputHTMLAttributes, useId } from 'react';
import type { ProxyServer } from '../../../shared/model/network';
import { SelectField } from '../../ui/select-field';

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
        <SelectField
          label="Kind"
          choices={kinds}
          value={value.scheme}
          onChange={(scheme) => set({ scheme })}
        />
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
