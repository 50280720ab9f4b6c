import type { FeedId } from '../../shared/model/ids';
import type { PolledArticle, PollOutcome } from '../../shared/model/poll';
import type { DocumentArticle, DocumentRow } from './schema';

/**
 * Which articles of a document are those of the document before: an article keeps its identity through edits, and a publisher
 * who mixes up ids neither floods the list nor overwrites what was there. The rules, in order:
 *
 * 1. The same id (guid, else address) is the same article, whatever was edited. Except when address and title both changed and
 *    something says that the id was given to another article: its publication time changed as well; or the address it
 *    had now stands under another id; or this happened to most of the document at once.
 * 2. An article without its id in the document before is the one there that has its address, or its title and publication
 *    time, if that one is no longer in the document under its own id: the publisher changed the ids.
 * 3. Anything else is new. Where ids change hands, now or in an earlier document, it is known by id and address together.
 */
export function identifyPoll(outcome: PollOutcome, before: DocumentRow | undefined): IdentifiedPoll {
  const { result } = outcome;
  if (result.kind !== 'content') return { outcome, document: null, unchanged: new Set() };
  const { articles } = result.feed;
  if (!before) {
    return {
      outcome,
      document: documentRow(outcome.feedId, articles, articles, false),
      unchanged: new Set(),
    };
  }
  const known = new Map(before.articles.map((entry) => [entry.publisherId, entry]));
  const others = changedHands(articles, known);
  const idsChangeHands = before.idsChangeHands || others.size > 0;
  const same = (article: PolledArticle) => (others.has(article) ? undefined : known.get(article.identity));
  const claimed = new Set(articles.flatMap((article) => same(article)?.identity ?? []));
  const byAddress = indexBy(before.articles, ({ address }) => address);
  const byText = indexBy(before.articles, textKey);

  const claim = (entry: DocumentArticle | undefined) => {
    if (!entry || claimed.has(entry.identity)) return null;
    claimed.add(entry.identity);
    return entry.identity;
  };
  const identified = articles.map((article) => {
    const identity =
      same(article)?.identity ??
      claim(byAddress.get(article.address ?? '')) ??
      claim(byText.get(textKey(article) ?? '')) ??
      (idsChangeHands ? article.addressIdentity : null) ??
      article.identity;
    return identity === article.identity ? article : { ...article, identity };
  });
  return {
    outcome: { ...outcome, result: { ...result, feed: { ...result.feed, articles: identified } } },
    document: documentRow(outcome.feedId, articles, identified, idsChangeHands),
    unchanged: unchangedSince(before, identified),
  };
}

/** What a document holds may not be removed before the next one came, so these are stored, and as they are here. */
function unchangedSince(before: DocumentRow, articles: readonly PolledArticle[]): ReadonlySet<string> {
  const hashes = new Map(before.articles.map(({ identity, contentHash }) => [identity, contentHash]));
  return new Set(
    articles.flatMap(({ identity, contentHash }) => (hashes.get(identity) === contentHash ? [identity] : [])),
  );
}

export interface IdentifiedPoll {
  /** Its articles under the identities they have had. */
  readonly outcome: PollOutcome;
  /** What has to be remembered to know them again, at the same places; null when the poll brought none. */
  readonly document: DocumentRow | null;
  /** Identities of its articles that are the same as in the document before. */
  readonly unchanged: ReadonlySet<string>;
}

function documentRow(
  feedId: FeedId,
  published: readonly PolledArticle[],
  identified: readonly PolledArticle[],
  idsChangeHands: boolean,
): DocumentRow {
  const articles = published.map((article, place) => {
    const { identity: publisherId, address, title, publishedAt, contentHash } = article;
    const identity = identified[place]?.identity ?? publisherId;
    return { publisherId, identity, address, title, publishedAt, contentHash };
  });
  return { feedId, idsChangeHands, articles };
}

/** Articles whose id stood for another article in the document before. */
function changedHands(
  articles: readonly PolledArticle[],
  known: ReadonlyMap<string, DocumentArticle>,
): ReadonlySet<PolledArticle> {
  const owner = new Map(
    articles.flatMap(({ address, identity }) => (address ? [[address, identity] as const] : [])),
  );
  let shared = 0;
  const suspects: PolledArticle[] = [];
  const certain = new Set<PolledArticle>();
  for (const article of articles) {
    const entry = known.get(article.identity);
    if (!entry) continue;
    shared += 1;
    // What is not known cannot have changed.
    if (!entry.address || !article.address || entry.address === article.address) continue;
    if (entry.title === article.title) continue;
    suspects.push(article);
    const redated = entry.publishedAt !== null && article.publishedAt !== null;
    const elsewhere = owner.has(entry.address) && owner.get(entry.address) !== article.identity;
    if (elsewhere || (redated && entry.publishedAt !== article.publishedAt)) certain.add(article);
  }
  return suspects.length >= 2 && suspects.length * 2 > shared ? new Set(suspects) : certain;
}

/** Title and publication time together; null when either is missing, since either alone proves nothing. */
function textKey({ title, publishedAt }: Pick<DocumentArticle, 'title' | 'publishedAt'>): string | null {
  return title && publishedAt !== null ? `${publishedAt} ${title}` : null;
}

/** By key; keys that several share name none of them. */
function indexBy(
  entries: readonly DocumentArticle[],
  keyOf: (entry: DocumentArticle) => string | null,
): ReadonlyMap<string, DocumentArticle> {
  const index = new Map<string, DocumentArticle | null>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key !== null) index.set(key, index.has(key) ? null : entry);
  }
  return new Map([...index].flatMap(([key, entry]) => (entry ? [[key, entry]] : [])));
}
