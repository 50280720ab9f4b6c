import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';
import type { OpmlFile, OpmlSubscription, SkippedOutline } from '../../shared/model/opml';
import { ProblemError } from '../../shared/model/problem';
import { normalizeAddress } from '../feeds/address';
import { decodeFeed } from '../feeds/parse/decode';

/** More outlines than any reader ever had; the rest is told as skipped. */
const mostOutlines = 20_000;
const deepestFolder = 50;
const longestTitle = 1000;

interface OpenOutline {
  /** The title of a folder; null for a subscription, whose children keep its folder. */
  readonly folder: string | null;
}

/**
 * Reads OPML 1.0, 1.1 and 2.0 as programs have written it these twenty years: attributes in any case, titles escaped twice, a lying
 * encoding, bare ampersands, a file that breaks off. Entities of a document type are never expanded.
 *
 * @throws ProblemError `not-a-subscription-list` when there is no outline in it
 */
export function readOpml(bytes: Uint8Array, name: string): OpmlFile {
  const subscriptions = new Map<string, OpmlSubscription>();
  const skipped: SkippedOutline[] = [];
  const open: OpenOutline[] = [];
  let outlines = 0;
  let duplicates = 0;

  function subscribe(address: string, attributes: Attributes): void {
    const title = titleOf(attributes.title) ?? titleOf(attributes.text);
    const text = titleOf(attributes.text);
    const skip = (reason: string) => skipped.push({ title: text ?? title ?? address, reason });
    let feedUrl: string;
    try {
      feedUrl = normalizeAddress(address);
    } catch (error) {
      skip(error instanceof ProblemError ? error.message : 'Its address cannot be read.');
      return;
    }
    if (subscriptions.has(feedUrl)) {
      duplicates += 1;
      return;
    }
    const folders = open.flatMap(({ folder }) => folder ?? []);
    subscriptions.set(feedUrl, {
      feedUrl,
      title,
      ownTitle: text !== null && text !== title ? text : null,
      siteUrl: siteUrlOf(attributes.htmlurl),
      folder: folders.length > 0 ? folders.join(' / ') : categoryOf(attributes.category),
    });
  }

  const parser = new Parser(
    {
      onopentag(tag, raw) {
        if (tag.toLowerCase() !== 'outline') return;
        const attributes = lowerCased(raw);
        const address = attributes.xmlurl ?? (attributes.type === 'rss' ? attributes.url : undefined);
        const title = titleOf(attributes.text) ?? titleOf(attributes.title);
        outlines += 1;
        open.push({ folder: address === undefined && open.length < deepestFolder ? title : null });
        if (outlines > mostOutlines) {
          if (outlines === mostOutlines + 1) {
            skipped.push({
              title: title ?? 'Outline',
              reason: `The file has more than ${mostOutlines.toLocaleString('en')} entries. This one and all after it are left out.`,
            });
          }
          return;
        }
        if (address !== undefined) subscribe(address.trim(), attributes);
        else if (attributes.type === 'link' || attributes.type === 'include' || attributes.url) {
          skipped.push({
            title: title ?? attributes.url ?? 'Outline',
            reason: 'It is a link to a page, not a feed.',
          });
        }
      },
      onclosetag(tag) {
        if (tag.toLowerCase() === 'outline') open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(decodeFeed(bytes, null));
  if (outlines === 0) throw new ProblemError({ code: 'not-a-subscription-list', name });
  return { name, subscriptions: [...subscriptions.values()], skipped, duplicates };
}

type Attributes = Readonly<Record<string, string | undefined>>;

function lowerCased(attributes: Readonly<Record<string, string>>): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value]));
}

/** One line of plain text; titles were often escaped once more than needed. Null when empty. */
function titleOf(value: string | undefined): string | null {
  if (!value) return null;
  const once = /&(?:#\d+|#x[\da-f]+|[a-z]{2,8});/i.test(value) ? decodeHTML(value) : value;
  const line = (/<[a-z/]/i.test(once) ? textOf(once) : once).replace(/\s+/g, ' ').trim();
  return line === '' ? null : line.slice(0, longestTitle);
}

function textOf(html: string): string {
  let text = '';
  const parser = new Parser({
    ontext(part) {
      text += part;
    },
  });
  parser.end(html);
  return text;
}

/** The first of the comma-separated paths of `category`: "/World/Europe,/Daily". */
function categoryOf(value: string | undefined): string | null {
  const [first = ''] = (value ?? '').split(',');
  return titleOf(first.split('/').filter(Boolean).join(' / '));
}

function siteUrlOf(value: string | undefined): string | null {
  if (!value || !URL.canParse(value)) return null;
  const url = new URL(value);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}
