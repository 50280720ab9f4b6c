import type { FeedChoice, FoundFeed } from '../../../shared/contract/channels';
import type { FeedId, FolderId } from '../../../shared/model/ids';
import type { Problem } from '../../../shared/model/problem';
import { library } from '../../library/connect';
import type { NewSubscription } from '../../library/library-api';

/** Where the dialog "Add feed" stands. */
export type AddFeedStep =
  | { readonly kind: 'asking'; readonly problem: Problem | null }
  | { readonly kind: 'looking' }
  | { readonly kind: 'choosing'; readonly feeds: readonly FeedChoice[] }
  | { readonly kind: 'subscribed'; readonly feedId: FeedId };

/** What the library needs to store a feed that was found. */
function newSubscription(
  found: Extract<FoundFeed, { kind: 'feed' }>,
  folderId: FolderId | null,
): NewSubscription {
  const { kind: _kind, ...rest } = found;
  return { ...rest, ownTitle: null, folderId };
}

/** Looks an address up and subscribes when it leads to one feed. */
export async function subscribeTo(address: string, folderId: FolderId | null): Promise<AddFeedStep> {
  const found = await window.broadsheet.invoke('feeds.find', { address });
  if (!found.ok) return asking(found.problem);
  if (found.value.kind === 'choices') return { kind: 'choosing', feeds: found.value.feeds };
  const subscribed = await library.subscribe(newSubscription(found.value, folderId));
  return subscribed.ok ? { kind: 'subscribed', feedId: subscribed.value } : asking(subscribed.problem);
}

/** A search the reader cancelled is no problem to tell of. */
function asking(problem: Problem): AddFeedStep {
  return { kind: 'asking', problem: problem.code === 'cancelled' ? null : problem };
}
