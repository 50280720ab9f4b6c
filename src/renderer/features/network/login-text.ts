/** Told when the system offers no encryption to keep secrets with. */
export const notLasting =
  'This computer has no safe place for secrets, so the login is forgotten when you quit.';

/** Told where a login is to travel over plain http. */
export const notEncrypted = 'This address is not encrypted: others on the way could read the login.';
