/** Titles, names and captions: fields that are one line of plain text. */
import { atomLine } from './atom-text';
import { plainText } from './text';
import { all, textOf, type XmlFields, type XmlNode } from './xml-nodes';

/** The first of these elements that says something, as plain text. */
export function firstLine(fields: XmlFields | XmlNode, ...names: readonly string[]): string | null {
  for (const name of names) {
    for (const node of all(fields, name)) {
      const line = name.startsWith('atom:') ? atomLine(node) : plainText(textOf(node));
      if (line !== null) return line;
    }
  }
  return null;
}
