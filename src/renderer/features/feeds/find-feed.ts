import type { FeedChoice, FoundFeed } from '../../../shared/contract/channels';
import { feedTitle } from '../../../shared/model/feed';
import type { FeedId, FolderId } from '../../../shared/model/ids';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import { library, queries } from '../../library/connect';
import { say, valueOrSay } from '../../ui/toaster';
import { notLasting } from '../network/login-text';

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

/** A login as typed while adding a feed, for the one origin that asked for it. */
export interface TypedLogin {
  readonly origin: string;
  readonly user: string;
  readonly password: string;
}

/** Looks an address up. A feed that is already among the subscriptions is told at once. */
export async function lookFor(
  address: string,
  back: Choosing | null,
  login: TypedLogin | null,
): Promise<AddFeedStep> {
  const found = await window.broadsheet.invoke('feeds.find', {
    address,
    login: login && { ...login, headers: [] },
  });
  if (!found.ok) return asking(found.problem);
  if (found.value.kind === 'choices') return { kind: 'choosing', feeds: found.value.feeds };
  const { feedUrl } = found.value;
  const { feeds: subscribed } = await queries.readSidebar(Date.now());
  const there = subscribed.find((feed) => feed.feedUrl === feedUrl);
  if (there) return asking({ code: 'already-subscribed', title: feedTitle(there) });
  return { kind: 'previewing', found: found.value, back };
}

/** Stores a feed that was found as a subscription, and its login if it stands at the origin that asked for one. */
export async function subscribe(
  found: FoundOne,
  folderId: FolderId | null,
  typed: TypedLogin | null,
): Promise<Result<FeedId>> {
  const { kind: _kind, ...rest } = found;
  const made = await library.subscribe({ ...rest, ownTitle: null, folderId });
  if (!made.ok || !typed || new URL(found.feedUrl).origin !== typed.origin) return made;
  const login = { user: typed.user, password: typed.password, headers: [] };
  const kept = valueOrSay(
    await window.broadsheet.invoke('feeds.set-login', { feedId: made.value, feedUrl: found.feedUrl, login }),
  );
  if (kept && !kept.lasting) say(notLasting);
  return made;
}

/** The origin that answered with 401 (RFC 9110, section 15.5.2); null for any other problem. */
export function askerOf(problem: Problem | null): string | null {
  return problem?.code === 'http-status' && problem.status === 401 ? new URL(problem.url).origin : null;
}

/** A search the reader cancelled is no problem to tell of. */
function asking(problem: Problem): AddFeedStep {
  return { kind: 'asking', problem: problem.code === 'cancelled' ? null : problem };
}
