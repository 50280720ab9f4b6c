import type { OpmlFile, OpmlSubscription, SkippedOutline } from '../../shared/model/opml';
import { ProblemError } from '../../shared/model/problem';
import { normalizeAddress } from '../feeds/address';
import { decodeFeed } from '../feeds/parse/decode';
import { feedAddressOf, foldersOfCategory, siteUrlOf, titleOf, whyNoFeed } from './outline-attributes';
import { type Attributes, scanOutlines } from './scan-outlines';
import { listTitle } from './write-opml';

/** More outlines than any reader ever had; the rest is told as skipped. */
const mostOutlines = 20_000;
/** Folders below this are read into the one above them. */
const deepestFolder = 50;
/** Characters of a folder's title with those of the folders around it; folders below are read into the one above them as well. */
const longestPath = 4000;
const longestAddress = 8192;
/** Characters in which a list says what program wrote it. */
const longestHead = 1000;
/** Entries whose reason is told; the others are counted. */
const mostReasons = 200;

interface OpenOutline {
  readonly title: string | null;
  /** The titles of the folders around what is inside, from the outside in. */
  readonly folder: readonly string[];
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
  const categories = new Map<string, readonly string[]>();
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

  function subscribe(address: string, attributes: Attributes, folder: readonly string[]): void {
    const shown = titleOf(attributes.text);
    const title = titleOf(attributes.title) ?? shown;
    const said = shown ?? title ?? address.slice(0, 200);
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
    const category = foldersOfCategory(attributes.category);
    const subscription = {
      feedUrl,
      title,
      ownTitle: shown !== null && shown !== title ? shown : null,
      siteUrl: siteUrlOf(attributes.htmlurl),
      description: titleOf(attributes.description),
      folder,
    };
    const before = subscriptions.get(feedUrl);
    if (before) duplicates += 1;
    subscriptions.set(feedUrl, before ? merged(before, subscription) : subscription);
    if (!categories.get(feedUrl)?.length) categories.set(feedUrl, category);
  }

  const text = decodeFeed(bytes, null);
  scanOutlines(text, {
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
      const around = parent?.folder ?? [];
      const address = feedAddressOf(attributes);
      if (address !== null) subscribe(address, attributes, around);
      const reason = address === null ? whyNoFeed(attributes) : null;
      if (reason !== null) skip(title ?? attributes.url ?? 'Outline', reason);
      const isFolder = address === null && reason === null;
      if (!parent) roots.push(isFolder ? title : null);
      open.push({
        title,
        folder: isFolder ? inside(around, title) : around,
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
  // In a list of our own every folder is one of the reader's.
  const ours = text.slice(0, longestHead).includes(listTitle);
  const wrapped = !ours && isWrapped(roots, [...subscriptions.values()]);
  let filedByCategory = 0;
  const filed = [...subscriptions.values()].map((subscription) => {
    const folder = wrapped ? subscription.folder.slice(1) : subscription.folder;
    const category = categories.get(subscription.feedUrl) ?? [];
    if (folder.length > 0 || category.length === 0) return { ...subscription, folder };
    filedByCategory += 1;
    return { ...subscription, folder: category };
  });
  return { name, subscriptions: filed, skipped, skippedCount, duplicates, filedByCategory };
}

/** A feed that is named twice: the first entry holds, and the second fills in what it lacks. */
function merged(first: OpmlSubscription, second: OpmlSubscription): OpmlSubscription {
  return {
    feedUrl: first.feedUrl,
    title: first.title ?? second.title,
    ownTitle: first.ownTitle ?? second.ownTitle,
    siteUrl: first.siteUrl ?? second.siteUrl,
    description: first.description ?? second.description,
    folder: first.folder.length > 0 ? first.folder : second.folder,
  };
}

/** The folders around what is inside a folder. */
function inside(around: readonly string[], title: string | null): readonly string[] {
  if (title === null || around.length >= deepestFolder) return around;
  const characters = around.reduce((sum, { length }) => sum + length, title.length);
  return characters > longestPath ? around : [...around, title];
}

/** Whether all stands in the one folder some programs put around everything ("Subscriptions"), which says nothing. */
function isWrapped(roots: readonly (string | null)[], subscriptions: readonly OpmlSubscription[]): boolean {
  const [only = null] = roots;
  if (roots.length !== 1 || only === null || !/(?:subscriptions|feeds)$/i.test(only)) return false;
  return subscriptions.some(({ folder }) => folder.length > 1);
}
