/** Where a feed begins in a document, and of what kind it is. */
import { ProblemError } from '../../../shared/model/problem';
import { Source } from './scan';

/** `rss` stands for RSS 0.9x and 2.0 and the old Channel Definition Format, `rdf` for RSS 0.90 and 1.0. */
export type FeedFormat = 'rss' | 'rdf' | 'atom';

const ROOT = /<(?:[\w.-]+:)?(rss|rdf|feed|channel)(?=[\s>/])/gi;

/**
 * The root element, past any junk. A root inside a comment is none, nor is one inside a web page.
 *
 * @throws ProblemError `html-not-feed` or `not-a-feed`
 */
export function findRoot(text: string): { start: number; format: FeedFormat } {
  const source = new Source(text);
  const roots = text.matchAll(ROOT);
  let root = roots.next().value;
  let at = text.indexOf('<');
  while (root && at >= 0) {
    while (root && root.index < at) root = roots.next().value;
    if (root?.index === at) {
      const name = root[1]?.toLowerCase();
      return { start: at, format: name === 'feed' ? 'atom' : name === 'rdf' ? 'rdf' : 'rss' };
    }
    if (/^<html[\s>]/i.test(text.slice(at, at + 6))) break;
    const next = text.charCodeAt(at + 1);
    at = text.indexOf('<', next === 0x21 || next === 0x3f ? source.skipDeclaration(at) : at + 1);
  }
  // OPML has a head and a body, too, but is XML and says so.
  const page =
    /<!doctype html|<html[\s>]/i.test(text) || (/<(?:head|body)[\s>]/i.test(text) && !/<\?xml/i.test(text));
  throw new ProblemError({ code: page ? 'html-not-feed' : 'not-a-feed' });
}
