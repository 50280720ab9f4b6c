/** What a field of the original says about itself in its attributes. */
import type { LeafNature } from './leaf';
import type { Attribute, OpenTag } from './scan';
import { ATTRIBUTES } from './vocabulary';

export function attribute(tag: OpenTag, name: string): string | null {
  return tag.attributes.find((candidate) => candidate.name.toLowerCase() === name)?.value ?? null;
}

/** The attributes we read, by local name, and the base in force. */
export function keptAttributes(attributes: readonly Attribute[], base: string | null): Attribute[] {
  if (attributes.length === 0 && base === null) return [];
  const kept = new Map<string, string>();
  for (const { name, value } of attributes) {
    const local = name.slice(name.indexOf(':') + 1).toLowerCase();
    if (ATTRIBUTES.has(local) && !name.startsWith('xmlns')) kept.set(local, value);
  }
  if (base !== null) kept.set('base', base);
  return [...kept].map(([name, value]) => ({ name, value }));
}

export function natureOf(tag: OpenTag, type: string, name: string | null): LeafNature {
  if (type === 'xhtml' || name?.startsWith('xhtml:')) return 'xhtml';
  if (type.includes('xhtml') || attribute(tag, 'mode') === 'xml') return 'xml';
  return type === 'html' || type === 'text/html' ? 'escaped' : 'unknown';
}
