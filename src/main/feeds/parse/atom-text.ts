/** Atom's text and content constructs as HTML: RFC 4287 (3.1 and 4.1.3.3), and Atom 0.3's `mode`. */
import { mediaType } from './atom-links';
import { foldSpace, looksLikeHtml, plainText, textToHtml } from './text';
import { attributeOf, textOf, type XmlNode } from './xml-nodes';

/** Null for media a reader cannot show as text. */
export function atomHtml(node: XmlNode): string | null {
  const text = textOf(node);
  if (attributeOf(node, 'markup')) return text;
  const declared = attributeOf(node, 'type');
  const mode = attributeOf(node, 'mode');
  const type = mediaType(declared);
  if (mode === 'base64') return base64Html(text, type);
  switch (type) {
    case 'html':
    case 'text/html':
    case 'xhtml':
    case 'application/xhtml+xml':
      return text;
    case '':
    case 'text':
    case 'text/plain':
      // Feeds that escape their markup and forget to say so are far commoner than articles about a closing tag.
      return (declared === null || mode === 'escaped') && looksLikeHtml(text) ? text : textToHtml(text);
    default:
      if (type.startsWith('text/')) return textToHtml(text);
      // Its parts, each a content element of its own, are read for themselves.
      if (type.startsWith('multipart/')) return null;
      return /[+/]xml$/.test(type) ? text : base64Html(text, type);
  }
}

/** One line of plain text. `text` is literal: what looks like a tag in it is what the writer wants to show. */
export function atomLine(node: XmlNode): string | null {
  const type = attributeOf(node, 'type')?.toLowerCase() ?? 'text';
  const literal = (type === 'text' || type === 'text/plain') && !attributeOf(node, 'markup');
  if (literal && attributeOf(node, 'mode') !== 'base64') return foldSpace(textOf(node));
  return plainText(atomHtml(node) ?? '');
}

/** Media other than text are in base64 (RFC 4287, 4.1.3.3); publishers who name a type of their own often write plain text. */
function base64Html(text: string, type: string): string | null {
  const compact = text.replace(/\s+/g, '');
  const encoded = /^[A-Za-z0-9+/]+={0,2}$/.test(compact);
  const decoded = encoded ? decodeBase64(compact) : null;
  if (encoded && decoded === null && /^(?:image|audio|video|font)\//.test(type)) return null;
  const words = decoded ?? text;
  return /html/.test(type) || looksLikeHtml(words) ? words : textToHtml(words);
}

/** Null for bytes that are no text. */
function decodeBase64(text: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
  } catch {
    return null;
  }
}
