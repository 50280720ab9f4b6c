import { useId } from 'react';
import { hostOf } from '../../../shared/model/feed';
import { describeRhythm, latestArticles } from '../../../shared/model/feed-preview';
import { relativeTime } from '../articles/relative-time';
import './feed-preview.css';
import type { FoundOne } from './find-feed';

/** Headlines shown of a feed. */
const headlines = 5;

interface FeedPreviewProps {
  readonly found: FoundOne;
  readonly now: number;
}

/** What a feed is and publishes, for the reader to decide by. */
export function FeedPreview({ found, now }: FeedPreviewProps) {
  const id = useId();
  const { feed, feedUrl } = found;
  const site = hostOf(feed.siteUrl ?? feedUrl);
  return (
    <section className="feed-preview" aria-labelledby={id}>
      <h3 className="feed-preview-title" id={id}>
        {feed.title || site}
      </h3>
      <p className="feed-preview-site" title={feedUrl}>
        {site}
      </p>
      {feed.description && <p className="feed-preview-description">{feed.description}</p>}
      <p className="feed-preview-rhythm">{describeRhythm(feed, now)}</p>
      <ul className="feed-preview-articles" aria-label="Latest articles">
        {latestArticles(feed, headlines, now).map(({ title, publishedAt }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown
          <li key={place} className="feed-preview-article">
            <span className="feed-preview-headline">{title}</span>
            {publishedAt !== null && (
              <time className="feed-preview-date" dateTime={new Date(publishedAt).toISOString()}>
                {relativeTime(publishedAt, now)}
              </time>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
