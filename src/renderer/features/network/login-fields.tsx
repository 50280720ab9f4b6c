import { type RefObject, useId } from 'react';
import { hostOf } from '../../../shared/model/feed';
import './login.css';
import { notEncrypted } from './login-text';

interface LoginFieldsProps {
  /** The origin that asks, told to the reader: nobody else gets what is typed here. */
  readonly asker: string;
  readonly value: { readonly user: string; readonly password: string };
  /** The first field, for who wants to put the focus there. */
  readonly first?: RefObject<HTMLInputElement | null>;
  readonly onChange: (value: { readonly user: string; readonly password: string }) => void;
}

/** User name and password for one server. */
export function LoginFields({ asker, value: { user, password }, first, onChange }: LoginFieldsProps) {
  const id = useId();
  return (
    <fieldset className="login-fields">
      <legend className="login-legend">
        Sent only to {hostOf(asker)}.{asker.startsWith('http:') && ` ${notEncrypted}`}
      </legend>
      <div className="field">
        <label className="field-label" htmlFor={`${id}-user`}>
          User name
        </label>
        <input
          ref={first}
          id={`${id}-user`}
          className="field-input"
          value={user}
          maxLength={1000}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => onChange({ user: event.target.value, password })}
        />
      </div>
      <div className="field">
        <label className="field-label" htmlFor={`${id}-password`}>
          Password
        </label>
        <input
          id={`${id}-password`}
          className="field-input"
          type="password"
          value={password}
          maxLength={4000}
          autoComplete="off"
          onChange={(event) => onChange({ user, password: event.target.value })}
        />
      </div>
    </fieldset>
  );
}
