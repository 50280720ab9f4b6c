import { CheckCheck, ListFilter } from 'lucide-react';
import { useEffect } from 'react';
import { useSidebar } from '../../library/hooks';
import { canHideRead, listKey, toggleUnreadOnly, useReading } from '../../state/reading';
import { IconButton, IconToggle } from '../../ui/icon-button';
import { SearchBox } from '../search/search-box';
import { describeView } from '../subscriptions/tree-model';
import { markAllRead } from './article-actions';
import { ArticleList } from './article-list';
import './articles-pane.css';
import { EmptyView } from './empty-view';
import { FeedNotice } from './feed-notice';
import { loadList, useList } from './list-store';

/** The second pane: the articles of the view, or what a search found. */
export function ArticlesPane() {
  const reading = useReading();
  const { view, unreadOnly } = reading;
  const key = listKey(reading);
  const sidebar = useSidebar();
  const empty = useList((state) => state.key === key && state.rows.length === 0 && state.complete);
  const feed = view.kind === 'feed' ? sidebar?.feeds.find(({ id }) => id === view.feedId) : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all the list depends on
  useEffect(() => void loadList(), [key]);

  return (
    <section className="articles-pane" data-pane="articles" aria-label="Articles pane">
      <header className="pane-bar">
        <Heading />
        {canHideRead(view) && !reading.searchText.trim() && (
          <IconToggle
            icon={ListFilter}
            label="Unread only"
            pressed={unreadOnly}
            onPressedChange={toggleUnreadOnly}
          />
        )}
        <IconButton
          icon={CheckCheck}
          label="Mark all as read"
          shortcut="Shift A"
          onClick={() => void markAllRead()}
        />
      </header>
      <SearchBox />
      {feed && <FeedNotice feed={feed} />}
      <div className="articles-body">
        <ArticleList />
        {empty && (
          <div className="articles-empty">
            <EmptyView />
          </div>
        )}
      </div>
    </section>
  );
}

function Heading() {
  const sidebar = useSidebar();
  const { view, searchText } = useReading();
  const found = useList((state) => state.rows.length);
  if (searchText.trim()) {
    return (
      <div className="articles-heading">
        <h2 className="articles-title">Search</h2>
        <p className="articles-count">{found === 1 ? '1 title' : `${found.toLocaleString()} titles`}</p>
      </div>
    );
  }
  const { title, count } = sidebar ? describeView(sidebar, view) : { title: '', count: 0 };
  const noun = view.kind === 'saved' || view.kind === 'tag' ? 'articles' : 'unread';
  return (
    <div className="articles-heading">
      <h2 className="articles-title">{title}</h2>
      {count > 0 && (
        <p className="articles-count">
          {count.toLocaleString()} {noun === 'articles' && count === 1 ? 'article' : noun}
        </p>
      )}
    </div>
  );
}
