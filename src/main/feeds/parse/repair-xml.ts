import { decodeHTML } from 'entities';
import { ProblemError } from '../../../shared/model/problem';
import type { ParsedFeed } from './parsed-feed';

const root = /<(rss|rdf:RDF|feed)[\s>]/i;

/**
 * Mends what publishers commonly break, so that an XML parser can read it: junk before the root, control characters, bare
 * ampersands, entities XML does not know. Document types go unread: no entity is ever expanded.
 *
 * @throws ProblemError `html-not-feed` or `not-a-feed` when there is no feed in it
 */
export function repairXml(text: string): { readonly xml: string; readonly format: ParsedFeed['format'] } {
  const found = root.exec(text);
  const name = found?.[1];
  if (!found || !name)
    throw new ProblemError({
      code: /<(?:!doctype\s+html|html|head|body)\b/i.test(text) ? 'html-not-feed' : 'not-a-feed',
    });
  const xml = text
    .slice(found.index)
    // XML 1.0, section 2.2: these are no characters at all.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(
      /<!\[CDATA\[[\s\S]*?\]\]>|&(?:#\d+;|#x[0-9a-f]+;|([a-z][a-z0-9]*);)?/gi,
      (match, entity?: string) => {
        if (match.startsWith('<')) return match;
        if (match === '&') return '&amp;';
        if (!entity || /^(?:amp|lt|gt|quot|apos)$/.test(entity)) return match;
        const character = decodeHTML(match);
        return character === match ? `&amp;${entity};` : character;
      },
    );
  const formats = { rss: 'rss', 'rdf:rdf': 'rdf', feed: 'atom' } as const;
  return { xml, format: formats[name.toLowerCase() as keyof typeof formats] };
}
