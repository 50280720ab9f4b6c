import { Star } from 'lucide-react';
import { memo } from 'react';
import { type Article, articleTitle } from '../../../shared/model/article';
import type { ArticleId, ImageKey } from '../../../shared/model/ids';
import { relativeTime } from './relative-time';

/** Pixels; every row has the same height, so that a list of any length scrolls without measuring. */
export const rowHeight = 106;

interface ArticleRowProps {
  readonly id: ArticleId;
  /** Undefined until it is read. */
  readonly article: Article | undefined;
  readonly feedTitle: string;
  /** The lead picture, shown small, once it is kept on this computer; until then nothing at all. */
  readonly picture: ImageKey | null;
  readonly now: number;
  readonly top: number;
  readonly position: number;
  /** -1 while the list's end is not known. */
  readonly total: number;
  readonly open: boolean;
  readonly active: boolean;
  readonly onOpen: (id: ArticleId) => void;
}

export const optionId = (id: ArticleId) => `article-${id}`;

export const ArticleRow = memo(function ArticleRow(props: ArticleRowProps) {
  const { id, article, feedTitle, picture, now, top, position, total, open, active, onOpen } = props;
  const time = article ? relativeTime(article.publishedAt, now) : '';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names the active option
    <div
      role="option"
      id={optionId(id)}
      className="article-row"
      style={{ transform: `translateY(${top}px)`, height: rowHeight }}
      data-read={article?.read}
      data-active={active}
      aria-label={article ? articleTitle(article) : undefined}
      aria-description={article ? describe(article, feedTitle, time) : undefined}
      aria-selected={open}
      aria-posinset={position}
      aria-setsize={total}
      onClick={() => onOpen(id)}
    >
      {article && (
        <div className="article-row-inside">
          <span className="article-row-dot" aria-hidden />
          <div className="article-row-text" aria-hidden>
            <p className="article-row-meta">
              <span className="article-row-feed">{feedTitle}</span>
              {article.edited && (
                <span className="article-row-edited">
                  {article.edited === 'headline' ? 'Headline changed' : 'Text changed'}
                </span>
              )}
              {article.saved && <Star className="article-row-saved" size={11} strokeWidth={2} />}
              <time className="article-row-time">{time}</time>
            </p>
            <div className="article-row-words">
              <p className="article-row-title" dir="auto">
                {articleTitle(article)}
              </p>
              {article.title && (
                <div className="article-row-rest">
                  <p className="article-row-excerpt" dir="auto">
                    {article.excerpt}
                  </p>
                </div>
              )}
            </div>
          </div>
          {picture && (
            <img
              className="article-row-picture"
              src={`media://image/${picture}`}
              alt=""
              decoding="async"
              draggable={false}
            />
          )}
        </div>
      )}
    </div>
  );
});

function describe(article: Article, feedTitle: string, time: string): string {
  const status = [
    article.read ? 'read' : 'unread',
    ...(article.saved ? ['saved'] : []),
    ...(article.edited ? [article.edited === 'headline' ? 'headline changed' : 'text changed'] : []),
  ];
  return [feedTitle, time, ...status].filter(Boolean).join(', ');
}
