import type { FeedChoice, FoundFeed } from '../../../shared/contract/channels';
import { feedTitle } from '../../../shared/model/feed';
import type { FeedId, FolderId } from '../../../shared/model/ids';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import { library, queries } from '../../library/connect';

export type FoundOne = Extract<FoundFeed, { kind: 'feed' }>;

export interface Choosing {
  readonly kind: 'choosing';
  readonly feeds: readonly FeedChoice[];
}

/** Where the dialog "Add feed" stands. */
export type AddFeedStep =
  | { readonly kind: 'asking'; readonly problem: Problem | null }
  /** `host`: who is asked now; null before the first. `back`: the choices that led here. */
  | { readonly kind: 'looking'; readonly host: string | null; readonly back: Choosing | null }
  | Choosing
  | { readonly kind: 'previewing'; readonly found: FoundOne; readonly back: Choosing | null };

/** Looks an address up. A feed that is already among the subscriptions is told at once. */
export async function lookFor(address: string, back: Choosing | null): Promise<AddFeedStep> {
  const found = await window.broadsheet.invoke('feeds.find', { address });
  if (!found.ok) return asking(found.problem);
  if (found.value.kind === 'choices') return { kind: 'choosing', feeds: found.value.feeds };
  const { feedUrl } = found.value;
  const { feeds: subscribed } = await queries.readSidebar(Date.now());
  const there = subscribed.find((feed) => feed.feedUrl === feedUrl);
  if (there) return asking({ code: 'already-subscribed', title: feedTitle(there) });
  return { kind: 'previewing', found: found.value, back };
}

/** Stores a feed that was found as a subscription. */
export function subscribe(found: FoundOne, folderId: FolderId | null): Promise<Result<FeedId>> {
  const { kind: _kind, ...rest } = found;
  return library.subscribe({ ...rest, ownTitle: null, folderId });
}

/** A search the reader cancelled is no problem to tell of. */
function asking(problem: Problem): AddFeedStep {
  return { kind: 'asking', problem: problem.code === 'cancelled' ? null : problem };
}
