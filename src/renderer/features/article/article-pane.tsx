import { Newspaper } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Article, ArticleBody } from '../../../shared/model/article';
import { feedTitle } from '../../../shared/model/feed';
import type { FeedId } from '../../../shared/model/ids';
import type { Tag } from '../../../shared/model/tag';
import { queries } from '../../library/connect';
import { useLiveOpenArticle, useSidebar } from '../../library/hooks';
import { useReading } from '../../state/reading';
import { EmptyState } from '../../ui/empty-state';
import { AloudBar } from '../aloud/aloud-bar';
import { ArticleFrame } from './article-frame';
import './article-pane.css';
import { ArticleToolbar } from './article-toolbar';
import { FindBar } from './find-bar';
import { useFrameLoaded } from './frame-loaded';
import { useWholeArticle } from './full-text';
import { FullTextNotice } from './full-text-notice';
import { warmArticle } from './warm-articles';

const noTags: readonly Tag[] = [];

/** The third pane: the open article. */
export function ArticlePane() {
  const openId = useReading((state) => state.openId);
  // The list beside it says what to do while there is nothing to read at all.
  const anyFeed = (useSidebar()?.feeds.length ?? 0) > 0;
  const warm = warmArticle(openId);
  const loadedId = useFrameLoaded(({ id }) => id);
  // What was read ahead is painted before the same is read anew, to be followed.
  const live = useLiveOpenArticle(warm && loadedId !== openId ? loadedId : openId);
  const { article, body, fullText: row, tags = noTags } = live?.id === openId ? live : (warm ?? {});
  const title = useFeedTitle(article?.feedId);
  const fullText = useWholeArticle(openId, article?.feedId, body, row);
  const shown = useLastWhole(article, fullText.body ?? body, title);
  const tagNames = useSameNames(tags.map((tag) => tag.name));
  const { busy, problem, wanted, body: whole } = fullText;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of the state, which is another object each time
  const bar = useMemo(
    () =>
      shown && {
        article: article ?? shown.article,
        body: shown.body,
        feedTitle: shown.feedTitle,
        tags,
        fullText,
      },
    [article, shown, tags, busy, problem, wanted, whole],
  );
  // Drawn after the article itself, which the reader waits for.
  const barShown = useHeld(bar, loadedId !== shown?.article.id);
  return (
    <main className="article-pane" data-pane="article">
      {openId && shown ? (
        <>
          {barShown && <ArticleToolbar {...barShown} />}
          <FindBar />
          <AloudBar language={shown.body.language} />
          {article && <FullTextNotice article={article} state={fullText} />}
          <ArticleFrame
            article={shown.article}
            body={shown.body}
            feedTitle={shown.feedTitle}
            tags={article ? tagNames : []}
          />
        </>
      ) : (
        anyFeed && (
          <EmptyState
            icon={Newspaper}
            title="No article open"
            advice="Choose one from the list, or press J to read the next."
          />
        )
      )}
    </main>
  );
}

interface Whole {
  readonly article: Article;
  readonly body: ArticleBody;
  readonly feedTitle: string;
}

/** The last article that was read whole: it stays until the next one is there, so that nothing flashes between them. */
function useLastWhole(
  article: Article | undefined,
  body: ArticleBody | undefined,
  title: string | undefined,
): Whole | null {
  const last = useRef<Whole | null>(null);
  if (article && body && title !== undefined) {
    const { current } = last;
    const same = current?.article === article && current.body === body && current.feedTitle === title;
    if (!same) last.current = { article, body, feedTitle: title };
  }
  return last.current;
}

/** The last value that was not held back; the first is never. */
function useHeld<T>(value: T, heldBack: boolean): T {
  const last = useRef(value);
  if (!heldBack || !last.current) last.current = value;
  return last.current;
}

/** The same array while the names in it are the same. */
function useSameNames(names: readonly string[]): readonly string[] {
  const last = useRef(names);
  if (names.join('\n') !== last.current.join('\n')) last.current = names;
  return last.current;
}

/** The title of the article's feed, also of one that is no longer subscribed. Undefined until it is known. */
function useFeedTitle(feedId: FeedId | undefined): string | undefined {
  const sidebar = useSidebar();
  const [left, setLeft] = useState<{ id: FeedId; title: string } | null>(null);
  const listed = sidebar?.feeds.find((feed) => feed.id === feedId);
  const unlisted = sidebar !== undefined && feedId !== undefined && !listed;
  useEffect(() => {
    if (!unlisted) return;
    let current = true;
    void queries.readFeed(feedId).then((feed) => {
      if (current) setLeft({ id: feedId, title: feed ? feedTitle(feed) : '' });
    });
    return () => {
      current = false;
    };
  }, [feedId, unlisted]);
  if (listed) return feedTitle(listed);
  return left && left.id === feedId ? left.title : undefined;
}
