/** What is open while the repair step reads: elements around, and the field at hand. */
import type { Leaf } from './leaf';
import { resolveName, type Scope } from './namespaces';
import type { Attribute } from './scan';
import type { ElementKind } from './vocabulary';

export interface Frame {
  /** The element's name as written, in lower case: what its end tag will say. */
  readonly raw: string;
  /** The name in the output; null for the root and the channel, which the output has of its own. */
  readonly out: string | null;
  readonly kind: 'root' | 'channel' | 'item' | ElementKind;
  readonly scope: Scope;
  readonly base: string | null;
  readonly lang: string | null;
}

/** A field being read; `name` null for one that is skipped. */
export interface OpenLeaf {
  readonly raw: string;
  readonly name: string | null;
  readonly attributes: readonly Attribute[];
  readonly frame: Frame;
  readonly content: Leaf;
  /** Its own name opened again inside it. */
  depth: number;
  /** Elements inside it that are named like one around it, and are still open. */
  readonly shadowed: Map<string, number>;
  /** Content that is another XML document, which may hold items and entries of its own. */
  readonly embeds: boolean;
}

/** `rdf:about`, whatever its prefix, or none. */
export function isAbout(name: string, scope: Scope): boolean {
  if (!/(?:^|:)about$/i.test(name)) return false;
  return !name.includes(':') || resolveName(name, scope).prefix === 'rdf';
}

/** Persons hold no containers and no other persons, so that output cannot nest deeply. */
export function fitsInside(parent: Frame, kind: ElementKind): boolean {
  return parent.kind !== 'person' || kind === 'leaf';
}

export function isMixed(frame: Frame): boolean {
  return frame.kind === 'person' || frame.out === 'rss:image';
}
