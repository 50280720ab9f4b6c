import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { type KeyboardEvent, useId } from 'react';
import type { FeedChoice } from '../../../shared/contract/channels';
import { describeProblem } from '../../../shared/model/problem';
import { relativeTime } from '../articles/relative-time';
import '../../ui/radio.css';
import './feed-choices.css';

interface FeedChoicesProps {
  readonly feeds: readonly FeedChoice[];
  readonly chosen: string | null;
  readonly now: number;
  /** What is asked; the usual question without it. */
  readonly label?: string;
  /** What choosing none of them is called; without it one has to be chosen. */
  readonly none?: string;
  /** Empty for none of them. */
  readonly onChoose: (url: string) => void;
}

/** The feeds an address leads to, each with what it publishes. */
export function FeedChoices({ feeds, chosen, now, label, none, onChoose }: FeedChoicesProps) {
  const id = useId();
  return (
    <div className="field feed-choices-field">
      <p className="field-label" id={id}>
        {label ?? `There are ${feeds.length} feeds here. Choose one.`}
      </p>
      <RadioGroup
        className="feed-choices"
        aria-labelledby={id}
        value={chosen}
        onValueChange={(url) => onChoose(String(url))}
        onKeyDown={submitOnEnter}
      >
        {none && (
          // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
          <label className="feed-choice">
            <Radio.Root value="" className="radio" aria-label={none}>
              <Radio.Indicator className="radio-dot" />
            </Radio.Root>
            <span>{none}</span>
          </label>
        )}
        {feeds.map((feed, place) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
          <label key={feed.url} className="feed-choice">
            <Radio.Root
              value={feed.url}
              className="radio"
              aria-label={feed.title}
              aria-describedby={`${id}-${place}`}
            >
              <Radio.Indicator className="radio-dot" />
            </Radio.Root>
            <span className="feed-choice-text">
              <span className="feed-choice-head">
                <span className="feed-choice-title">{feed.title}</span>
                {feed.comments && <span className="feed-choice-mark">Comments</span>}
                {feed.latestAt !== null && (
                  <span className="feed-choice-date">{relativeTime(feed.latestAt, now)}</span>
                )}
              </span>
              <span className="feed-choice-address">{feed.url}</span>
              <span id={`${id}-${place}`}>
                <Sample feed={feed} />
              </span>
            </span>
          </label>
        ))}
      </RadioGroup>
    </div>
  );
}

function Sample({ feed }: { readonly feed: FeedChoice }) {
  if (feed.problem) return <span className="feed-choice-note">{describeProblem(feed.problem).sentence}</span>;
  return feed.articles.map(({ title }, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown
    <span key={place} className="feed-choice-headline">
      {title}
    </span>
  ));
}

/** A radio button takes Enter for itself; in a form people expect it to go on. */
export function submitOnEnter(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  event.currentTarget.closest('form')?.requestSubmit();
}
