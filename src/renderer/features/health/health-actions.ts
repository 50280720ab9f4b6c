import { type Feed, feedTitle } from '../../../shared/model/feed';
import { library } from '../../library/connect';
import { say, sayProblem, sayUndoable, valueOrSay } from '../../ui/toaster';
import { refresh } from '../feeds/feed-actions';

/** Polls these feeds now. */
export async function retry(feeds: readonly Feed[]): Promise<void> {
  await refresh(feeds.map(({ id }) => id));
}

/** A feed and the address it is to have. */
export interface AddressChange {
  readonly feed: Feed;
  readonly url: string;
}

/** Takes the address each of them says it has moved to. */
export async function takeNewAddress(feeds: readonly Feed[]): Promise<void> {
  const changes = feeds.flatMap((feed) =>
    feed.memory.redirect ? [{ feed, url: feed.memory.redirect.url }] : [],
  );
  if (changes.length === 0) say('None of these feeds names a new address');
  else await takeAddresses(changes);
}

/** Gives feeds other addresses. Articles stay; undone as one. */
export async function takeAddresses(changes: readonly AddressChange[]): Promise<void> {
  const moved: Feed[] = [];
  for (const { feed, url } of changes) {
    const changed = await library.changeAddress(feed.id, url);
    if (changed.ok) moved.push(feed);
    else sayProblem(changed.problem);
  }
  if (moved.length === 0) return;
  sayUndoable({
    done: `Took the new address of ${named(moved)}`,
    undo: async () => {
      for (const feed of moved) valueOrSay(await library.changeAddress(feed.id, feed.feedUrl));
    },
  });
}

/** Ends these subscriptions. Saved and tagged articles stay; undone as one. */
export async function unsubscribeAll(feeds: readonly Feed[]): Promise<void> {
  const left = await library.unsubscribeMany(feeds.map(({ id }) => id));
  if (!left.ok) {
    sayProblem(left.problem);
    return;
  }
  sayUndoable({
    done: `Unsubscribed from ${named(feeds)}`,
    undo: async () => {
      for (const { id } of feeds) valueOrSay(await library.resubscribe(id));
    },
  });
}

function named(feeds: readonly Feed[]): string {
  const [only] = feeds;
  return feeds.length === 1 && only ? feedTitle(only) : `${feeds.length.toLocaleString()} feeds`;
}
