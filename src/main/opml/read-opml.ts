import type { OpmlFile, OpmlSubscription, SkippedOutline } from '../../shared/model/opml';
import { ProblemError } from '../../shared/model/problem';
import { normalizeAddress } from '../feeds/address';
import { decodeFeed } from '../feeds/parse/decode';
import { feedAddressOf, folderOfCategory, siteUrlOf, titleOf, whyNoFeed } from './outline-attributes';
import { type Attributes, scanOutlines } from './scan-outlines';

/** More outlines than any reader ever had; the rest is told as skipped. */
const mostOutlines = 20_000;
/** Folders below this are read into the one above them. */
const deepestFolder = 50;
/** Characters of a folder's title with those of the folders around it. */
const longestFolder = 1000;
const longestAddress = 8192;
/** Entries whose reason is told; the others are counted. */
const mostReasons = 200;

interface OpenOutline {
  readonly title: string | null;
  /** The titles of the folders around what is inside, joined; null at the top. */
  readonly folder: string | null;
  readonly isFeed: boolean;
  /** Why it is no feed, when that is said already. */
  readonly skipped: boolean;
  children: number;
}

/**
 * Reads OPML 1.0, 1.1 and 2.0 as programs have written it these twenty years: attributes in any case, titles escaped twice, a lying
 * encoding, bare ampersands, a file that breaks off. Entities of a document type are never expanded. Takes time in proportion to
 * the size of the file, however deep it nests.
 *
 * @throws ProblemError `not-a-subscription-list` when there is no outline in it
 */
export function readOpml(bytes: Uint8Array, name: string): OpmlFile {
  const subscriptions = new Map<string, OpmlSubscription>();
  const categories = new Map<string, string | null>();
  const skipped: SkippedOutline[] = [];
  const open: OpenOutline[] = [];
  const roots: (string | null)[] = [];
  let outlines = 0;
  let duplicates = 0;
  let skippedCount = 0;

  function skip(title: string, reason: string): void {
    skippedCount += 1;
    if (skipped.length < mostReasons) skipped.push({ title, reason });
  }

  function subscribe(address: string, attributes: Attributes, folder: string | null): void {
    const text = titleOf(attributes.text);
    const title = titleOf(attributes.title) ?? text;
    const said = text ?? title ?? address.slice(0, 200);
    if (address.length > longestAddress) {
      skip(said, 'Its address is too long.');
      return;
    }
    let feedUrl: string;
    try {
      feedUrl = normalizeAddress(address);
    } catch (error) {
      skip(said, error instanceof ProblemError ? error.message : 'Its address cannot be read.');
      return;
    }
    if (subscriptions.has(feedUrl)) {
      duplicates += 1;
      return;
    }
    categories.set(feedUrl, folderOfCategory(attributes.category));
    subscriptions.set(feedUrl, {
      feedUrl,
      title,
      ownTitle: text !== null && text !== title ? text : null,
      siteUrl: siteUrlOf(attributes.htmlurl),
      description: titleOf(attributes.description),
      folder,
    });
  }

  scanOutlines(decodeFeed(bytes, null), {
    open(attributes) {
      outlines += 1;
      const title = titleOf(attributes.text) ?? titleOf(attributes.title);
      if (outlines > mostOutlines) {
        const most = mostOutlines.toLocaleString('en');
        skip(
          title ?? 'Outline',
          `The file has more than ${most} entries. This one and all after it are left out.`,
        );
        return false;
      }
      const parent = open.at(-1);
      if (parent) parent.children += 1;
      const around = parent?.folder ?? null;
      const address = feedAddressOf(attributes);
      if (address !== null) subscribe(address, attributes, around);
      const reason = address === null ? whyNoFeed(attributes) : null;
      if (reason !== null) skip(title ?? attributes.url ?? 'Outline', reason);
      const isFolder = address === null && reason === null;
      if (!parent) roots.push(isFolder ? title : null);
      open.push({
        title,
        folder: isFolder && open.length < deepestFolder ? joined(around, title) : around,
        isFeed: address !== null,
        skipped: reason !== null,
        children: 0,
      });
      return true;
    },
    close() {
      const closed = open.pop();
      if (!closed || closed.isFeed || closed.skipped || closed.children > 0) return;
      skip(closed.title ?? 'Outline', 'It names no feed address.');
    },
  });
  if (outlines === 0) throw new ProblemError({ code: 'not-a-subscription-list', name });
  const wrapper = wrapperOf(roots, [...subscriptions.values()]);
  return {
    name,
    subscriptions: [...subscriptions.values()].map((subscription) => ({
      ...subscription,
      folder: unwrapped(subscription.folder, wrapper) ?? categories.get(subscription.feedUrl) ?? null,
    })),
    skipped,
    skippedCount,
    duplicates,
  };
}

const separator = ' / ';

function joined(around: string | null, title: string | null): string | null {
  if (around === null || title === null) return title ?? around;
  return `${around}${separator}${title}`.slice(0, longestFolder).trimEnd();
}

/**
 * The one folder some programs put around all the others ("Subscriptions"): it says nothing, and would stand before the title of
 * every folder.
 */
function wrapperOf(
  roots: readonly (string | null)[],
  subscriptions: readonly OpmlSubscription[],
): string | null {
  const [only = null] = roots;
  if (roots.length !== 1 || only === null || !/(?:subscriptions|feeds)$/i.test(only)) return null;
  const nested = subscriptions.some(({ folder }) => folder?.startsWith(only + separator));
  return nested ? only : null;
}

function unwrapped(folder: string | null, wrapper: string | null): string | null {
  if (folder === null || wrapper === null) return folder;
  return folder === wrapper ? null : folder.slice(wrapper.length + separator.length);
}
