import { readEndTag, readTag, Source, startsTag } from '../feeds/parse/scan';

/** The attributes of an outline by their names in lower case, entities resolved. */
export type Attributes = Readonly<Record<string, string | undefined>>;

export interface OutlineHandlers {
  /** An outline begins. False ends the reading. */
  readonly open: (attributes: Attributes) => boolean;
  /** The outline that began last ends. Not called for those a broken file leaves open. */
  readonly close: () => void;
}

/**
 * Calls back for each outline of a document, in its order. Looks at each character a few times at most: a parser that keeps a
 * stack of every open element was busy for a minute with 2 MB of outlines that never close.
 */
export function scanOutlines(text: string, handlers: OutlineHandlers): void {
  const source = new Source(text);
  let at = source.find('<', 0);
  while (at >= 0) {
    if (startsTag(text, at)) {
      const tag = readTag(text, at);
      at = tag.end;
      if (tag.name.toLowerCase() === 'outline') {
        const attributes = tag.attributes.map(({ name, value }) => [name.toLowerCase(), value] as const);
        if (!handlers.open(Object.fromEntries(attributes))) return;
        if (tag.selfClosing) handlers.close();
      }
    } else if (text.startsWith('</', at)) {
      const tag = readEndTag(text, at);
      at = tag.end;
      if (tag.name.toLowerCase() === 'outline') handlers.close();
    } else if (text.startsWith('<![CDATA[', at)) {
      const end = source.find(']]>', at);
      at = end < 0 ? text.length : end + 3;
    } else if (text.startsWith('<!', at) || text.startsWith('<?', at)) {
      at = source.skipDeclaration(at);
    } else {
      at += 1;
    }
    at = source.find('<', at);
  }
}
