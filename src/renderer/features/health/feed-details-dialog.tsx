import { useEffect, useState } from 'react';
import { type Feed, feedTitle } from '../../../shared/model/feed';
import { describeFinding, describeFlaw, findingOf } from '../../../shared/model/health';
import type { FeedId } from '../../../shared/model/ids';
import { describePlan } from '../../../shared/model/poll-reason';
import { useSidebar } from '../../library/hooks';
import { Modal } from '../../ui/modal';
import { useNow } from '../../ui/use-now';
import { formatBytes } from '../article/enclosure';
import { LoginDialog } from '../network/login-dialog';
import './feed-details-dialog.css';
import { retry, takeNewAddress } from './health-actions';
import { PollLog } from './poll-log';
import { RediscoverDialog } from './rediscover-dialog';

interface FeedDetailsDialogProps {
  readonly feedId: FeedId;
  readonly onClose: () => void;
}

/** All that is known of a feed, what may mend it, and its poll log. */
export function FeedDetailsDialog({ feedId, onClose }: FeedDetailsDialogProps) {
  const now = useNow();
  const [inner, setInner] = useState<'log-in' | 'look-again' | null>(null);
  const sidebar = useSidebar();
  const feed = sidebar?.feeds.find(({ id }) => id === feedId);
  const gone = sidebar !== undefined && !feed;
  useEffect(() => {
    // Unsubscribed from by an undo, say.
    if (gone) onClose();
  }, [gone, onClose]);
  const hasLogin = useHasLogin(feedId, inner);
  if (!feed) return null;
  const finding = findingOf(feed, now);
  const back = () => setInner(null);
  return (
    <Modal title={feedTitle(feed)} width="widest" onClose={onClose}>
      <p className="health-summary" role="status">
        {finding ? describeFinding(finding, feed) : 'This feed is well.'}
      </p>
      <div className="health-tools">
        <button type="button" className="button" onClick={() => void retry([feed])}>
          Retry now
        </button>
        {feed.memory.redirect && (
          <button type="button" className="button" onClick={() => void takeNewAddress([feed])}>
            Take new address
          </button>
        )}
        <button type="button" className="button" onClick={() => setInner('look-again')}>
          Look for it again…
        </button>
        <button type="button" className="button" onClick={() => setInner('log-in')}>
          Log in…
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to by keyboard as well */}
      <section className="details-scroll" aria-label="Details" tabIndex={0}>
        <Facts feed={feed} hasLogin={hasLogin} now={now} />
        <h3 className="details-heading">Poll log</h3>
        <PollLog feedId={feedId} />
      </section>
      {inner === 'log-in' && <LoginDialog feed={feed} onClose={back} />}
      {inner === 'look-again' && <RediscoverDialog feeds={[feed]} onClose={back} />}
    </Modal>
  );
}

interface FactsProps {
  readonly feed: Feed;
  readonly hasLogin: boolean | null;
  readonly now: number;
}

function Facts({ feed, hasLogin, now }: FactsProps) {
  const { memory, flaws, documentBytes, failures } = feed;
  const { redirect } = memory;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Address', feed.feedUrl],
    ['Site', feed.siteUrl],
    [
      'Says it moved to',
      redirect && `${redirect.url} (seen in ${counted(redirect.polls, 'poll')}, not yet believed)`,
    ],
    ['Subscribed', dateTime(feed.subscribedAt)],
    ['Last success', feed.succeededAt === null ? 'Never' : dateTime(feed.succeededAt)],
    ['Failures', failures > 0 ? `${failures.toLocaleString()} in a row` : null],
    ['Plan', describePlan(feed.nextPollAt, feed.nextPollReason, now)],
    ['Login', hasLogin === null ? null : hasLogin ? 'One is kept, for its own site alone' : 'None'],
    ['Document', documentBytes === null ? null : formatBytes(documentBytes)],
    ['Flaws', flaws.length > 0 ? flaws.map(describeFlaw).join(', ') : null],
    ['Articles', `${feed.articleCount.toLocaleString()}, ${feed.unreadCount.toLocaleString()} unread`],
  ];
  return (
    <dl className="details-facts">
      {facts.flatMap(([name, value]) =>
        value
          ? [
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>,
            ]
          : [],
      )}
    </dl>
  );
}

/** Null while main is asked. Asked again whenever `occasion` changes: a login may have been typed meanwhile. */
function useHasLogin(feedId: FeedId, occasion: unknown): boolean | null {
  const [exists, setExists] = useState<boolean | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the occasion is what it is asked again for
  useEffect(() => {
    let current = true;
    void window.broadsheet.invoke('feeds.has-login', { feedId }).then((answer) => {
      if (current && answer.ok) setExists(answer.value.exists);
    });
    return () => {
      current = false;
    };
  }, [feedId, occasion]);
  return exists;
}

function dateTime(time: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString()} ${count === 1 ? noun : `${noun}s`}`;
}
