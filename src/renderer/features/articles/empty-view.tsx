import { CircleCheck, Hash, Inbox, Newspaper, SearchX, Star, Sun, TriangleAlert } from 'lucide-react';
import { describeProblem } from '../../../shared/model/problem';
import { useSidebar } from '../../library/hooks';
import { openDialog } from '../../state/dialogs';
import { canHideRead, toggleUnreadOnly, useReading } from '../../state/reading';
import { useRefresh } from '../../state/refresh';
import { EmptyState } from '../../ui/empty-state';
import { useList } from './list-store';

/** What an empty list says, and what to do about it. */
export function EmptyView() {
  const sidebar = useSidebar();
  const problem = useList((state) => state.problem);
  const running = useRefresh((state) => state.progress.state === 'running');
  const { view, searchText, unreadOnly } = useReading();
  if (!sidebar) return null;
  if (problem) {
    const { sentence, advice } = describeProblem(problem);
    return <EmptyState icon={TriangleAlert} title={sentence} advice={advice} />;
  }
  if (searchText.trim()) {
    return (
      <EmptyState
        icon={SearchX}
        title="Nothing found"
        advice="No title has all of these words. Try fewer, or only the beginning of one."
      />
    );
  }
  if (sidebar.feeds.length === 0 && view.kind !== 'saved' && view.kind !== 'tag') {
    return (
      <EmptyState
        icon={Newspaper}
        title="Your paper is empty"
        advice="Subscribe to a site you like. Its articles and pictures stay readable offline."
      >
        <button
          type="button"
          className="button button-primary"
          onClick={() => openDialog({ kind: 'add-feed' })}
        >
          Add your first feed
        </button>
      </EmptyState>
    );
  }
  if (running) return <EmptyState icon={Inbox} title="Refreshing…" advice="New articles show up here." />;
  if (unreadOnly && canHideRead(view)) {
    return (
      <EmptyState icon={CircleCheck} title="No unread articles" advice="Read ones are hidden here.">
        <button type="button" className="button" onClick={toggleUnreadOnly}>
          Show read articles
        </button>
      </EmptyState>
    );
  }
  switch (view.kind) {
    case 'today':
      return (
        <EmptyState
          icon={Sun}
          title="Nothing yet today"
          advice="Articles published since midnight show up here. Press R to look for new ones."
        />
      );
    case 'unread':
      return (
        <EmptyState
          icon={CircleCheck}
          title="All caught up"
          advice="You have read everything. Press R to look for new articles."
        />
      );
    case 'saved':
      return (
        <EmptyState
          icon={Star}
          title="Nothing saved yet"
          advice="Press S on an article to keep it for good, with its pictures."
        />
      );
    case 'tag':
      return (
        <EmptyState icon={Hash} title="No articles" advice="Press T on an article to give it this tag." />
      );
    case 'folder':
      return (
        <EmptyState
          icon={Inbox}
          title="No articles"
          advice="Move a feed here from its menu, or press R to refresh."
        />
      );
    case 'feed':
      return <EmptyState icon={Inbox} title="No articles yet" advice="Press R to look for new ones." />;
  }
}
