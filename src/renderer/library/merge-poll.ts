import { assertNever } from '../../shared/assert-never';
import type { ArticleBody } from '../../shared/model/article';
import { isAudio } from '../../shared/model/audio';
import type { ArticleId, FeedId } from '../../shared/model/ids';
import type { PolledArticle, PolledFeed, PollLogEntry, PollOutcome } from '../../shared/model/poll';
import { isNetworkAtFault } from '../../shared/model/problem';
import { articleIdOf, tagOrdersOf } from './article-rows';
import type { IdentifiedPoll } from './identify';
import { dateOnArrival, dateOnRevision } from './publication-date';
import type { ArticleRow, BodyRow, DocumentArticle, DocumentRow, FeedRow } from './schema';

/** An article whose body is not stored yet. */
export type ArticleDraft = Omit<ArticleRow, 'bodyPack'>;

/** All that a poll changes, as rows to be put in one transaction. */
export interface PollWrites {
  readonly feed: FeedRow;
  /** New and changed articles, before their bodies are stored. */
  readonly articles: readonly ArticleDraft[];
  /** Their bodies, at the same places. */
  readonly bodies: readonly BodyRow[];
  /** The ids among them that were there before: their old bodies may show pictures no longer needed. */
  readonly changedIds: readonly ArticleId[];
  /** Null when there was no document. */
  readonly document: DocumentRow | null;
  readonly log: PollLogEntry;
  readonly added: number;
}

/** The ids of the articles of a poll that have to be looked up: those that may be there and differ. */
export function polledIds(feed: FeedRow, { outcome, unchanged }: IdentifiedPoll): readonly ArticleId[] {
  if (outcome.result.kind !== 'content') return [];
  // Of a feed that never answered before there is nothing.
  if (feed.succeededAt === null) return [];
  return outcome.result.feed.articles.flatMap(({ identity }) =>
    unchanged.has(identity) ? [] : [articleIdOf(outcome.feedId, identity)],
  );
}

/** The ids under which those articles stand that may not take the place of one the reader keeps; usually none. */
export function divertedIds(
  outcome: PollOutcome,
  stored: ReadonlyMap<ArticleId, ArticleRow>,
): readonly ArticleId[] {
  if (outcome.result.kind !== 'content') return [];
  return outcome.result.feed.articles.flatMap((article) => {
    const identity = identityAmong(outcome.feedId, article, stored);
    return identity === article.identity ? [] : [articleIdOf(outcome.feedId, identity)];
  });
}

/**
 * Compares a poll with what is stored. Content follows the publisher; status (read, saved, tags, arrival) is never touched;
 * an article whose text is the same is not written again.
 */
export function mergePoll(
  feed: FeedRow,
  { outcome, document, unchanged }: IdentifiedPoll,
  stored: ReadonlyMap<ArticleId, ArticleRow>,
): PollWrites {
  const { result, finishedAt } = outcome;
  const polled: FeedRow = {
    ...feed,
    polledAt: finishedAt,
    nextPollAt: outcome.nextPollAt,
    nextPollReason: outcome.nextPollReason,
    memory: outcome.memory,
  };
  switch (result.kind) {
    case 'failed': {
      const problem = result.problem;
      // Without a network it is not the feed that fails.
      const failures = feed.failures + (isNetworkAtFault(problem) ? 0 : 1);
      return noContent({ ...polled, failures, problem }, outcome);
    }
    case 'unchanged':
      return noContent(
        { ...polled, ...success(finishedAt), feedUrl: result.movedTo ?? feed.feedUrl },
        outcome,
      );
    case 'content': {
      const merged = mergeArticles(feed, result.feed, { document, unchanged }, finishedAt, stored);
      const { added, changedIds } = merged;
      return {
        ...merged,
        feed: {
          ...polled,
          ...success(finishedAt),
          ...publisherFields(feed, result.feed),
          feedUrl: result.movedTo ?? feed.feedUrl,
          validators: result.validators,
          flaws: result.feed.flaws,
          documentBytes: outcome.bytes,
          hasEpisodes: feed.hasEpisodes === true || bringsEpisodes(result.feed),
          unreadCount: feed.unreadCount + added,
          articleCount: feed.articleCount + added,
        },
        log: logEntry(outcome, added, changedIds.length),
      };
    }
    default:
      return assertNever(result);
  }
}

function success(at: number): Pick<FeedRow, 'succeededAt' | 'failures' | 'problem'> {
  return { succeededAt: at, failures: 0, problem: null };
}

/** A document that forgets to name itself does not take the name away. */
function publisherFields(
  feed: FeedRow,
  polled: PolledFeed,
): Pick<FeedRow, 'title' | 'siteUrl' | 'description' | 'language' | 'extras'> {
  return {
    title: polled.title || feed.title,
    siteUrl: polled.siteUrl ?? feed.siteUrl,
    description: polled.description,
    language: polled.language,
    extras: polled.extras ?? {},
  };
}

function bringsEpisodes({ articles }: PolledFeed): boolean {
  return articles.some(({ body }) => body.enclosures.some(isAudio));
}

function noContent(feed: FeedRow, outcome: PollOutcome): PollWrites {
  const log = logEntry(outcome, 0, 0);
  return { feed, articles: [], bodies: [], changedIds: [], document: null, log, added: 0 };
}

function logEntry(outcome: PollOutcome, added: number, changed: number): PollLogEntry {
  const { feedId, startedAt, finishedAt, status, bytes, result } = outcome;
  return {
    feedId,
    at: finishedAt,
    milliseconds: finishedAt - startedAt,
    status,
    bytes,
    added,
    changed,
    problem: result.kind === 'failed' ? result.problem : null,
    nextPollAt: outcome.nextPollAt,
    nextPollReason: outcome.nextPollReason,
  };
}

function mergeArticles(
  feed: FeedRow,
  polled: PolledFeed,
  { document, unchanged }: Pick<IdentifiedPoll, 'document' | 'unchanged'>,
  now: number,
  stored: ReadonlyMap<ArticleId, ArticleRow>,
): Omit<PollWrites, 'feed' | 'log'> {
  const articles: ArticleDraft[] = [];
  const bodies: BodyRow[] = [];
  const changedIds: ArticleId[] = [];
  const identities = new Set<string>();
  const remembered: DocumentArticle[] = [];

  for (const [place, article] of polled.articles.entries()) {
    // A second article of the same identity would be counted twice and stored once.
    const identity = identityAmong(feed.id, article, stored);
    if (identities.has(identity)) continue;
    identities.add(identity);
    const entry = document?.articles[place];
    if (entry) remembered.push({ ...entry, identity });
    const id = articleIdOf(feed.id, identity);
    const before = stored.get(id);
    if (unchanged.has(identity) || before?.contentHash === article.contentHash) continue;
    articles.push(before ? revised(before, article, now) : arrived(feed, id, article, now, place));
    if (before) changedIds.push(id);
    bodies.push(bodyRow(id, article.body));
  }
  return {
    articles,
    bodies,
    changedIds,
    document: document && { ...document, articles: remembered },
    added: articles.length - changedIds.length,
  };
}

/**
 * A feed may give the guid of an old article to a new one. What the reader saved or tagged is then not written over: where
 * address and title both differ, the new article gets an identity of its own. (For all others a changed address and title
 * are an edit: that is far more common, and nothing the reader chose to keep is at stake.)
 */
function identityAmong(
  feedId: FeedId,
  article: PolledArticle,
  stored: ReadonlyMap<ArticleId, ArticleRow>,
): string {
  const before = stored.get(articleIdOf(feedId, article.identity));
  const kept = before && (before.saved === 1 || before.tagIds.length > 0);
  const another = kept && before.url !== article.url && before.title !== article.title;
  return another && article.addressIdentity ? article.addressIdentity : article.identity;
}

/** The publisher's part of a row. */
function contentOf({
  body: _body,
  identity: _identity,
  address: _address,
  addressIdentity: _other,
  dateUnreadable: _unreadable,
  ...content
}: PolledArticle) {
  return content;
}

function arrived(
  feed: FeedRow,
  id: ArticleId,
  article: PolledArticle,
  now: number,
  place: number,
): ArticleDraft {
  const content = contentOf(article);
  const dating = dateOnArrival(article, now, place);
  return {
    ...content,
    ...dating,
    id,
    feedId: feed.id,
    order: -dating.publishedAt,
    unread: 1,
    saved: 0,
    savedOrder: null,
    tagIds: [],
    tagOrders: [],
    arrivedAt: now,
    revision: 0,
  };
}

function revised(before: ArticleRow, article: PolledArticle, now: number): ArticleDraft {
  const content = contentOf(article);
  const { dateReason: _before, ...kept } = before;
  const dating = dateOnRevision(article, now, before);
  const order = -dating.publishedAt;
  return {
    ...kept,
    ...content,
    ...dating,
    order,
    savedOrder: before.saved === 1 ? order : null,
    tagOrders: tagOrdersOf(before.tagIds, order),
    revision: before.revision + 1,
  };
}

function bodyRow(id: ArticleId, body: ArticleBody): BodyRow {
  const images = body.leadImage ? [body.leadImage, ...body.images] : body.images;
  return { ...body, id, imageKeys: [...new Set(images.map(({ key }) => key))] };
}
