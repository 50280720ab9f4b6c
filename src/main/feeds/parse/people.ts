/** Who wrote it, from the many ways feeds name a person. */
import { foldSpace, plainText } from './text';

const MAX_LENGTH = 500;
const EMAIL = /^(?:mailto:)?[^\s<>()"',;:@]+@[^\s<>()"',;@]+$/i;

/**
 * The name in `jane@example.org (Jane Doe)`, `Jane Doe <jane@example.org>` or `Jane Doe`; the e-mail address where there
 * is no name. Null when nothing is left.
 */
export function personName(text: string): string | null {
  // Not plainText yet: in `Jane <jane@example.org>` the brackets are no markup.
  const whole = foldSpace(text.slice(0, MAX_LENGTH));
  if (whole === null) return null;
  const parts = /^([^()<>]*?)\s*[(<]([^()<>]*)[)>]\s*$/.exec(whole);
  if (parts) {
    const outside = parts[1]?.trim() ?? '';
    const inside = parts[2]?.trim() ?? '';
    if (EMAIL.test(inside)) return plainText(unquote(outside)) ?? bareEmail(inside);
    if (EMAIL.test(outside)) return plainText(unquote(inside)) ?? bareEmail(outside);
  }
  const name = plainText(unquote(whole));
  return name !== null && EMAIL.test(name) ? bareEmail(name) : name;
}

/** Without quotes around it, and without a newspaper's "By". */
function unquote(text: string): string {
  return text.replace(/^"([^"]*)"$/, '$1').replace(/^by\s+(?=\p{Lu})/iu, '');
}

function bareEmail(text: string): string {
  return text.replace(/^mailto:/i, '');
}

/** Each name once, in order. */
export function distinct(names: readonly (string | null)[]): string[] {
  const seen = new Map<string, string>();
  for (const name of names) {
    if (name === null) continue;
    const key = name.toLowerCase();
    if (!seen.has(key)) seen.set(key, name);
  }
  return [...seen.values()];
}
